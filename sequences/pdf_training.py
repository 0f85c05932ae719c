"""The prints of the self-training: documents as values that can be printed."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate

from common.illustrations import illustration_path
from common.text import to_print_markup
from printing.certificate import Certificate, CertifiedModule, certificate_pdf
from printing.short_course import ShortCourse, ShortModule, short_course_pdf
from printing.text import Markup
from schools.models import User
from sequences.training import Course, competences_of

SHORT_FINGERPRINT = 12


def certificate_pdf_of(user: User, course: Course) -> bytes:
    """Print the certificate of somebody who has finished the course."""
    return certificate_pdf(
        Certificate(
            name=str(user),
            modules=tuple(
                CertifiedModule(
                    number=line.spec.number,
                    title=line.spec.title,
                    minutes=line.spec.minutes,
                    day=date_format(line.record.finished_on, "j F Y"),
                )
                for line in course.lines
                if line.record is not None
            ),
            competences=tuple(
                (dimension, tuple(codes)) for dimension, codes in competences_of([line.spec for line in course.lines])
            ),
            finished_on=date_format(course.finished_on, "j F Y"),
            printed_on=date_format(localdate(), "j F Y"),
            version=settings.VERSION,
            fingerprint=course.fingerprint[:SHORT_FINGERPRINT],
            illustration=illustration_path("escargot-arrive"),
        )
    )


def short_course_pdf_of(course: Course) -> bytes:
    """Print the short course."""
    return short_course_pdf(
        ShortCourse(
            minutes=course.brief_minutes,
            modules=tuple(
                ShortModule(
                    number=line.spec.number,
                    title=line.spec.title,
                    paragraphs=tuple(Markup(text) for text in to_print_markup(line.spec.brief)),
                    illustration=illustration_path(line.spec.picture.name),
                )
                for line in course.lines
            ),
        )
    )
