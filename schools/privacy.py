"""The privacy register: every field that holds personal data, why it is held and for how long.

A test walks all models and fails on a field about people that has no line here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADULT_ACCOUNT = _("durée du compte, puis un an")
SCHOOL_YEAR = _("année scolaire en cours et suivante")


@dataclass(frozen=True)
class Holding:
    """One group of personal data: where it is, what for, how long."""

    fields: tuple[str, ...]
    what: Promise
    purpose: Promise
    retention: Promise


REGISTER: tuple[Holding, ...] = (
    Holding(
        (
            "schools.User.email",
            "schools.User.name",
            "schools.User.password",
            "schools.User.last_login",
            "schools.User.joined_at",
        ),
        _("Adultes : adresse électronique, nom affiché, mot de passe haché, dernière connexion"),
        _("ouvrir un compte et reconnaitre la personne"),
        ADULT_ACCOUNT,
    ),
    Holding(
        ("schools.SignInBrake.digest", "schools.SignInBrake.failures", "schools.SignInBrake.waits_until"),
        _("Adultes : empreinte d’une adresse dont le mot de passe est manqué plusieurs fois"),
        _("freiner qui devine un mot de passe"),
        _("un jour"),
    ),
    Holding(
        ("schools.Membership.user", "schools.Membership.role", "schools.Teaching.user", "schools.Reader.user"),
        _("Adultes : écoles, rôles, classes et fédérations lues"),
        _("montrer à chacun ce qui est le sien"),
        ADULT_ACCOUNT,
    ),
    Holding(
        (
            "sequences.Assignment.assigned_by",
            "sequences.StepRecord.recorded_by",
            "sequences.CardDiscussion.recorded_by",
            "progress.Commitment.recorded_by",
            "progress.CharterAdoption.recorded_by",
            "quizzes.Sitting.opened_by",
            "quizzes.SittingPair.opened_by",
            "quizzes.Debate.opened_by",
            "progress.Nudge.made_by",
        ),
        _("Adultes : qui a attribué, ouvert ou noté ce que vit une classe, ou laissé un petit mot"),
        _("corriger une erreur entre collègues"),
        SCHOOL_YEAR,
    ),
    Holding(
        ("schools.Invitation.invited_by", "schools.Invitation.accepted_by"),
        _("Adultes : qui a invité un ou une collègue, et qui a accepté ; l’adresse n’est pas demandée"),
        _("ouvrir un compte sans administrateur, et savoir d’où il vient"),
        SCHOOL_YEAR,
    ),
    Holding(
        (
            "label.Declaration.saved_by",
            "label.Declaration.text",
            "label.Evidence.added_by",
            "label.Evidence.name",
            "label.Evidence.file",
            "label.Evidence.thumbnail",
            "label.ActionPlan.saved_by",
            "label.PlanAction.carried_by",
            "label.FrozenState.frozen_by",
            "label.FederationExport.asked_by",
        ),
        _("Adultes : qui a écrit une déclaration, ajouté une pièce, figé un état ou demandé un export"),
        _("préparer le dossier à plusieurs et corriger une erreur ; les pièces ne montrent pas d’élève"),
        _("deux années scolaires, la durée d’un label"),
    ),
    Holding(
        ("label.Review.invited_by", "label.Review.reviewer", "label.ReviewNote.comment", "label.ReviewNote.answer"),
        _("Adultes : qui relit le dossier d’une autre école, et ce qui s’échange à propos de chaque déclaration"),
        _("relire entre écoles"),
        _("deux années scolaires, la durée d’un label"),
    ),
    Holding(
        (
            "sequences.ModuleRecord.user",
            "sequences.ModuleRecord.right",
            "sequences.ModuleRecord.asked",
            "sequences.ModuleRecord.finished_on",
        ),
        _("Adultes : modules d’autoformation terminés, avec le jour et le nombre de bonnes réponses"),
        _("reprendre où l’on s’est arrêté et imprimer son attestation"),
        ADULT_ACCOUNT,
    ),
    Holding(
        (
            "sequences.CardDiscussion.question",
            "progress.Commitment.text",
            "progress.Commitment.carried_by",
            "progress.Commitment.helped",
            "progress.Commitment.hindered",
            "progress.CharterAdoption.adopted_by",
        ),
        _("Classes et écoles : question retenue, engagement, groupe qui s’en charge et bilan, sans nom d’élève"),
        _("garder la trace de ce que la classe ou l’école a décidé"),
        SCHOOL_YEAR,
    ),
    Holding(
        ("schools.Classroom.label",),
        _("Classes : nom libre, où figure parfois celui de la personne qui enseigne"),
        _("reconnaitre sa classe"),
        SCHOOL_YEAR,
    ),
    Holding(
        ("schools.Pupil.number", "schools.Pupil.nickname"),
        _("Élèves : numéro dans la classe, surnom facultatif"),
        _("retrouver son travail ; la liste qui relie un numéro à un enfant reste chez l’enseignant ou l’enseignante"),
        SCHOOL_YEAR,
    ),
    Holding(
        (
            "schools.Pupil.secret_version",
            "schools.Pupil.badge_digest",
            "schools.Pupil.failures",
            "schools.Pupil.waits_until",
            "schools.Pupil.locked_at",
            "schools.Pupil.left_at",
        ),
        _("Élèves : version du secret, empreinte du badge, essais manqués, départ de la classe"),
        _("empêcher qu’un autre entre à sa place"),
        SCHOOL_YEAR,
    ),
    Holding(
        ("schools.Pupil.comfort",),
        _("Élèves : réglages de lecture choisis (taille, espaces, couleurs, mouvements, voix)"),
        _("retrouver ses réglages sur chaque tablette ; aucune page ne les montre à quelqu’un d’autre"),
        SCHOOL_YEAR,
    ),
    Holding(
        (
            "quizzes.Attempt.pupil",
            "quizzes.Attempt.started_at",
            "quizzes.Attempt.finished_at",
            "quizzes.Attempt.waiting",
            "quizzes.Attempt.waiting_at",
            "quizzes.Answer.attempt",
            "quizzes.Answer.response",
            "quizzes.Answer.mark",
            "quizzes.Answer.created_at",
            "quizzes.Answer.late",
        ),
        _("Élèves : réponses, textes courts jamais notés, et combien attendent encore sur la tablette"),
        _("expliquer, et montrer à l’enseignant ou l’enseignante ce qui est difficile"),
        SCHOOL_YEAR,
    ),
    Holding(
        ("quizzes.Vote.pseudonym", "quizzes.Vote.choice", "quizzes.VoteRound.key"),
        _("Votes d’un débat sur écran : un choix sous un pseudonyme, et la clé du tour"),
        _("compter chaque voix une fois, la laisser changer, et dire quelles tablettes n’ont pas voté"),
        _("jusqu’à la comparaison ou la question suivante : il n’en reste que des comptes"),
    ),
    Holding(
        ("quizzes.Position.pseudonym", "quizzes.Position.stance"),
        _("Positions : ce que quelqu’un de la classe dirait, sous un pseudonyme à clé effacée"),
        _("discuter en classe ; personne ne peut relier une position à un enfant"),
        SCHOOL_YEAR,
    ),
    Holding(
        ("quizzes.SittingPair.key",),
        _("Avant et après : la clé qui relie les deux positions d’un même élève"),
        _("compter ce qui a bougé dans la classe ; aucune page ne montre les positions données avant"),
        _("jusqu’à ce que l’enseignant ou l’enseignante termine « après », ou archive la classe"),
    ),
)
