"""Addresses of the library, of cards, and of what a class does with a sequence."""

from django.urls import path

from sequences import views_cards, views_class, views_library, views_pupil, views_stories

urlpatterns = [
    path("sequences/", views_library.library, name="library"),
    path("sequences/<slug:key>/", views_library.sequence_page, name="sequence_page"),
    path("sequences/<slug:key>/periode/<int:period>/", views_library.sequence_period, name="sequence_period"),
    path("sequences/<slug:key>/attribuer/", views_library.sequence_assign, name="sequence_assign"),
    path("sequences/<slug:key>/guide.pdf", views_library.guide, name="sequence_guide"),
    path("sequences/<slug:key>/fiche/", views_library.worksheet_page, name="worksheet_page"),
    path("sequences/<slug:key>/fiche.pdf", views_library.worksheet, {"variant": "fiche"}, name="worksheet"),
    path(
        "sequences/<slug:key>/fiche-adaptee.pdf",
        views_library.worksheet,
        {"variant": "fiche-adaptee"},
        name="worksheet_adapted",
    ),
    path("fiches/", views_cards.cards, name="cards"),
    path("fiches/au-hasard/", views_cards.card_draw, name="card_draw"),
    path("fiches/<slug:key>/", views_cards.card_page, name="card_page"),
    path("fiches/<slug:key>/projeter/", views_cards.card_project, name="card_project"),
    path("fiches/<slug:key>/discutee/", views_cards.card_discuss, name="card_discuss"),
    path("discussions/<uuid:pk>/annuler/", views_cards.discussion_undo, name="discussion_undo"),
    path("discussions/<uuid:pk>/retablir/", views_cards.discussion_redo, name="discussion_redo"),
    path("histoires/", views_stories.stories, name="stories"),
    path("histoires/<slug:key>/", views_stories.story_page, name="story_page"),
    path("histoires/<slug:key>/ouvrir/", views_stories.story_launch, name="story_launch"),
    path("passations/<uuid:pk>/fermer/", views_stories.story_close, name="story_close"),
    path("attributions/<uuid:pk>/", views_class.assignment_page, name="assignment_page"),
    path("attributions/<uuid:pk>/retirer/", views_class.assignment_withdraw, name="assignment_withdraw"),
    path("attributions/<uuid:pk>/remettre/", views_class.assignment_restore, name="assignment_restore"),
    path("attributions/<uuid:pk>/<slug:step>/noter/", views_class.step_record, name="step_record"),
    path("attributions/<uuid:pk>/<slug:step>/lancer/", views_class.step_launch, name="step_launch"),
    path("classes/<uuid:pk>/archiver/", views_class.classroom_archive, name="classroom_archive"),
    path("classes/<uuid:pk>/restaurer/", views_class.classroom_restore, name="classroom_restore"),
    path("notes/<uuid:pk>/annuler/", views_class.record_undo, name="record_undo"),
    path("notes/<uuid:pk>/retablir/", views_class.record_redo, name="record_redo"),
    path("eleve/aujourdhui/", views_pupil.pupil_today, name="pupil_today"),
]
