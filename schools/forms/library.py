"""What is typed about recommended activities, checked."""

from django import forms

from schools.models import RecommendedActivity, RiskKind


class RecommendedActivityForm(forms.ModelForm):
    class Meta:
        model = RecommendedActivity
        fields = ["kind", "text", "deadline_text", "responsible_text", "result", "output_documents", "is_retired"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "result": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"is_retired": "В картах, куда его уже взяли, мероприятие останется"}

    def __init__(self, *args, by, **options) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].queryset = RiskKind.objects.visible_to(by)
        self.fields["kind"].empty_label = "Выберите"
        if not self.instance.pk:
            del self.fields["is_retired"]
