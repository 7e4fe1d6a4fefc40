"""Forms of orders."""

import re
from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from reports.builders.order import SUB_CLAUSE
from reports.models import Order
from roadmaps.forms.fields import OnceForm
from schools.models import User

# A sub-clause is written as people do: the line begins with a dash or is moved in.
SUB_LINE = re.compile(r"^(?:\s*[–—-]\s+|\s+)(?=\S)")
DASH = "– "


def to_clauses(text: str) -> list[str]:
    """Clauses of a text with one on each line; a line with a dash or a blank before it is a sub-clause."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return [SUB_CLAUSE + SUB_LINE.sub("", line) if SUB_LINE.match(line) else line for line in lines]


def to_lines(clauses: Iterable[str]) -> str:
    """The text that `to_clauses` reads."""
    return "\n".join(DASH + clause.strip() if clause.startswith(SUB_CLAUSE) else clause for clause in clauses)


class OrderForm(OnceForm, forms.ModelForm):
    clauses = forms.CharField(
        label="Пункты",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Каждый пункт с новой строки, без номера. Подпункт начните с тире и пробела.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    class Meta:
        model = Order
        fields = ["heading", "preamble", "clauses", "control_clause", "executor"]
        widgets = {
            "heading": forms.Textarea(attrs={"rows": 2}),
            "preamble": forms.Textarea(attrs={"rows": 4}),
            "control_clause": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        executor = self.fields["executor"]
        executor.empty_label = "Выберите"
        executor.queryset = User.objects.visible_to(by).active().filter(school=None)
        if self.instance.pk:
            self.initial["clauses"] = to_lines(self.instance.clauses)
            self.initial["version"] = self.instance.version
        else:
            executor.initial = by.pk
        for name, limit in (("preamble", 10_000), ("control_clause", 2_000)):
            self.fields[name].validators.append(MaxLengthValidator(limit))
            self.fields[name].widget.attrs["maxlength"] = limit

    def clean_clauses(self) -> list[str]:
        clauses = to_clauses(self.cleaned_data["clauses"])
        if clauses and clauses[0].startswith(SUB_CLAUSE):
            raise ValidationError("Первая строка должна быть пунктом, а не подпунктом: уберите тире.", code="sub_first")
        return clauses

    @property
    def facts(self) -> dict:
        """What is to be saved."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="Что исправить", max_length=2_000, widget=forms.Textarea(attrs={"rows": 4, "autofocus": True})
    )


class SignForm(forms.Form):
    """The password again: the person who signs sits at the keyboard. Wrong ones count towards the lock-out."""

    password = forms.CharField(
        label="Ваш пароль",
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args, request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        user = self.request.user
        known = authenticate(self.request, username=user.email, email=user.email, password=password)
        if known is None or known.pk != user.pk:
            raise ValidationError("Пароль не подошёл. Приказ не подписан.", code="wrong_password")
        return password


class CompareForm(forms.Form):
    """A PDF to be compared with the signed one; only its hash is looked at."""

    file = forms.FileField(label="Файл приказа (PDF)")

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                "Файл больше 20 МБ. Приказы такими не бывают: проверьте, тот ли это файл.", code="too_big"
            )
        return upload
