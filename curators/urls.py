app_name = "curators"
urlpatterns: list = []
