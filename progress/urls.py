"""Addresses of class and school pages."""

from django.urls import path

from progress import views

urlpatterns = [
    path("classes/<uuid:pk>/", views.classroom_page, name="classroom_page"),
    path("ecole/", views.schools, name="schools"),
    path("ecole/<slug:key>/", views.school_page, name="school_page"),
]
