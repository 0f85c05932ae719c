"""How forms are drawn everywhere."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws fields with our templates: label, help and error linked to the control."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
