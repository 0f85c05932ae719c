"""Addresses of the library, of cards, and of what a class does with a sequence."""

from django.urls import path

from sequences import (
    views_cards,
    views_class,
    views_games,
    views_library,
    views_pupil,
    views_referential,
    views_stories,
    views_training,
)
from sequences.prints import SheetKind

urlpatterns = [
    path("sequences/", views_library.library, name="library"),
    path("sequences/par-competence/", views_referential.coverage, name="coverage"),
    path("referentiel.pdf", views_referential.referential_print, name="referential_print"),
    path("sequences/<slug:key>/", views_library.sequence_page, name="sequence_page"),
    path("sequences/<slug:key>/periode/<int:period>/", views_library.sequence_period, name="sequence_period"),
    path("sequences/<slug:key>/attribuer/", views_library.sequence_assign, name="sequence_assign"),
    path("sequences/<slug:key>/guide.pdf", views_library.guide, name="sequence_guide"),
    path("sequences/<slug:key>/fiche/", views_library.worksheet_page, name="worksheet_page"),
    path("sequences/<slug:key>/imprimer/", views_library.sheet_print, name="sheet_print"),
    *(
        path(f"sequences/<slug:key>/{kind.value}.pdf", views_library.worksheet, {"kind": kind}, name=kind.page)
        for kind in SheetKind
    ),
    path("fiches/", views_cards.cards, name="cards"),
    path("fiches/au-hasard/", views_cards.card_draw, name="card_draw"),
    path("fiches/<slug:key>/", views_cards.card_page, name="card_page"),
    path("fiches/<slug:key>/projeter/", views_cards.card_project, name="card_project"),
    path("fiches/<slug:key>/discutee/", views_cards.card_discuss, name="card_discuss"),
    path("discussions/<uuid:pk>/annuler/", views_cards.discussion_undo, name="discussion_undo"),
    path("discussions/<uuid:pk>/retablir/", views_cards.discussion_redo, name="discussion_redo"),
    path("jeux/", views_games.games, name="games"),
    path("jeux/<slug:key>/", views_games.game_page, name="game_page"),
    path("jeux/<slug:key>/materiel/", views_games.game_material, name="game_material"),
    path("jeux/<slug:key>/jeu.pdf", views_games.game_print, name="game_print"),
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
    path("formation/", views_training.training, name="training"),
    path("formation/attestation.pdf", views_training.certificate, name="certificate"),
    path("formation/en-trente-minutes/", views_training.training_brief, name="training_brief"),
    path("formation/en-trente-minutes.pdf", views_training.training_brief_pdf, name="training_brief_pdf"),
    path("formation/<slug:key>/", views_training.module_page, name="module_page"),
    path("formation/<slug:key>/auto-evaluation/", views_training.module_check, name="module_check"),
]
