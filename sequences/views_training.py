"""The teachers' self-training: open to everybody; those who sign in keep their progress and get their certificate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.documents import specs_by_key
from common.http import open_to_all, pdf_response
from library.glossary import Glossary
from library.models import Article, Figure, Term
from schools.access import Request
from schools.models import User
from sequences.models import Module, Sequence
from sequences.pdf_training import certificate_pdf_of, short_course_pdf_of
from sequences.self_check import SelfCheck, blank_check, marked_check
from sequences.training import Course, course_of, record_module


def _adult(request: Request) -> User | None:
    return request.user if request.user.is_authenticated else None


@open_to_all
def training(request: Request) -> HttpResponse:
    return render(request, "sequences/training.html", {"course": course_of(_adult(request))})


@open_to_all
def training_brief(request: Request) -> HttpResponse:
    """The short course: every module in five minutes, to be led with a whole staff."""
    return render(request, "sequences/training_brief.html", {"course": course_of(None)})


@open_to_all
def training_brief_pdf(_request: Request) -> HttpResponse:
    return pdf_response(short_course_pdf_of(course_of(None)), "formation-en-trente-minutes")


@open_to_all
def module_page(request: Request, key: str) -> HttpResponse:
    module = get_object_or_404(Module.objects.published(), key=key)
    spec = module.spec
    user = _adult(request)
    terms = list(Term.objects.published().filter(key__in=spec.terms).defer("document"))
    context = {
        "module": module,
        "spec": spec,
        "record": user.module_records.filter(module=module).first() if user else None,
        "figures": specs_by_key(Figure.objects.published().filter(key__in=spec.figures)),
        "glossary": Glossary((term.key, term.title) for term in terms),
        "terms": terms,
        "articles": Article.objects.published().filter(key__in=spec.articles).defer("document"),
        "sequences": Sequence.objects.published().filter(key__in=spec.sequences),
        "follower": _after(module),
    }
    return render(request, "sequences/module.html", context)


def _after(module: Module) -> Module | None:
    return Module.objects.published().filter(number__gt=module.number).defer("document").first()


@open_to_all
def module_check(request: Request, key: str) -> HttpResponse:
    """Ask all questions at once; answer what each answer is worth, or ask again for those that were left out."""
    module = get_object_or_404(Module.objects.published(), key=key)
    context = {"module": module, "spec": module.spec}
    if request.method != "POST":
        return render(request, "sequences/module_check.html", context | {"check": blank_check(module.spec)})
    check = marked_check(module.spec, request.POST)
    if check.left_out:
        return render(request, "sequences/module_check.html", context | {"check": check}, status=422)
    return render(request, "sequences/module_checked.html", context | _told(request, module, check))


def _told(request: Request, module: Module, check: SelfCheck) -> dict[str, object]:
    """Keep the result of somebody who has signed in, and gather what the page explains."""
    user = _adult(request)
    if user:
        record_module(user=user, module=module, right=check.right, asked=len(check.asked))
    keys = [key for asked in check.asked if (key := getattr(asked.question, "figure", None))]
    return {
        "check": check,
        "figures": specs_by_key(Figure.objects.published().filter(key__in=keys)),
        "course": course_of(user) if user else None,
        "follower": _after(module),
    }


@open_to_all
def certificate(request: Request) -> HttpResponse:
    """The certificate of somebody who has finished every module; the others learn what is missing."""
    user = _adult(request)
    course = course_of(user)
    if user is None or not course.is_complete:
        messages.info(request, _what_is_missing(user, course))
        return redirect("training")
    return pdf_response(certificate_pdf_of(user, course), "attestation-ok-mila")


def _what_is_missing(user: User | None, course: Course) -> str:
    if user is None:
        return _("Pour obtenir l’attestation, connectez-vous, puis terminez tous les modules.")
    if not course.lines:
        return _("Les modules ne sont pas encore chargés ; l’attestation viendra avec eux.")
    words = ngettext(
        "Pour obtenir l’attestation, il reste %(count)d module à terminer : %(titles)s.",
        "Pour obtenir l’attestation, il reste %(count)d modules à terminer : %(titles)s.",
        len(course.missing),
    )
    titles = " · ".join(line.spec.title for line in course.missing)
    return words % {"count": len(course.missing), "titles": titles}
