"""Addresses of what a school declares, has read by another one, and plans."""

from django.urls import path

from label import views_declared, views_plan, views_review

urlpatterns = [
    path("ecole/<slug:key>/label/<str:code>/", views_declared.criterion_page, name="criterion_page"),
    path("ecole/<slug:key>/pieces/<uuid:pk>/", views_declared.evidence_file, name="evidence_file"),
    path("ecole/<slug:key>/pieces/<uuid:pk>/vignette/", views_declared.evidence_thumbnail, name="evidence_thumbnail"),
    path("ecole/<slug:key>/pieces/<uuid:pk>/retirer/", views_declared.evidence_remove, name="evidence_remove"),
    path("ecole/<slug:key>/pieces/<uuid:pk>/remettre/", views_declared.evidence_restore, name="evidence_restore"),
    path("ecole/<slug:key>/relectures/", views_review.reviews, name="reviews"),
    path("ecole/<slug:key>/relectures/<uuid:pk>/retirer/", views_review.review_withdraw, name="review_withdraw"),
    path("ecole/<slug:key>/relectures/<uuid:pk>/remettre/", views_review.review_restore, name="review_restore"),
    path("ecole/<slug:key>/relectures/<uuid:pk>/<str:code>/", views_review.review_answer, name="review_answer"),
    path("relecture/", views_review.review_door, name="review_door"),
    path("relecture/<str:token>/", views_review.review_link, name="review_link"),
    path("relectures/", views_review.readings, name="readings"),
    path("relectures/<uuid:pk>/", views_review.review_page, name="review_page"),
    path("relectures/<uuid:pk>/terminer/", views_review.review_finish, name="review_finish"),
    path("relectures/<uuid:pk>/pieces/<uuid:piece>/", views_review.review_file, name="review_file"),
    path("relectures/<uuid:pk>/pieces/<uuid:piece>/vignette/", views_review.review_thumbnail, name="review_thumbnail"),
    path("relectures/<uuid:pk>/<str:code>/", views_review.review_criterion, name="review_criterion"),
    path("ecole/<slug:key>/plan/", views_plan.plan_page, name="plan_page"),
    path("ecole/<slug:key>/plan/ecrire/", views_plan.plan_edit, name="plan_edit"),
    path("ecole/<slug:key>/plan/imprimer/", views_plan.plan_print, name="plan_print"),
    path("ecole/<slug:key>/plan/reprendre/", views_plan.plan_carry, name="plan_carry"),
    path("ecole/<slug:key>/plan/actions/nouvelle/", views_plan.plan_action_new, name="plan_action_new"),
    path("ecole/<slug:key>/plan/actions/<uuid:pk>/", views_plan.plan_action, name="plan_action"),
    path("ecole/<slug:key>/plan/actions/<uuid:pk>/modifier/", views_plan.plan_action_edit, name="plan_action_edit"),
    path("ecole/<slug:key>/plan/actions/<uuid:pk>/retirer/", views_plan.plan_action_remove, name="plan_action_remove"),
    path(
        "ecole/<slug:key>/plan/actions/<uuid:pk>/remettre/", views_plan.plan_action_restore, name="plan_action_restore"
    ),
]
