from django.urls import reverse


def test_home_page_opens_without_content(client, db):
    page = client.get(reverse("home"))

    assert page.status_code == 200
