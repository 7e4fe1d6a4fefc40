from django.http import HttpResponse


def list_schools(request):
    return HttpResponse("ok")


def account(request):
    return HttpResponse("ok")
