"""The demonstration's letter box: letters as files, and the page that shows them."""

from django.core.mail import EmailMessage, get_connection

from config.mail import letters


def send(text="Пора отчитаться.", heading="Срок завтра", key="<1@opora>"):
    connection = get_connection("config.mail.FolderBackend")
    EmailMessage(heading, text, to=["olga@example.org"], headers={"Message-ID": key}, connection=connection).send()


def test_a_letter_becomes_a_file_and_can_be_read_again(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path / "mail"
    send("Срок — 20 ноября.\nhttp://localhost:8000/")
    assert [file.suffix for file in settings.MAIL_FOLDER.iterdir()] == [".eml"]
    letter = letters()[0]
    assert (letter["to"], letter["heading"]) == ("olga@example.org", "Срок завтра")
    assert letter["text"].strip() == "Срок — 20 ноября.\nhttp://localhost:8000/"
    assert letter["sent_at"] is not None


def test_a_long_heading_comes_back_whole(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path
    send(heading="Сроки: просрочено 12, предстоит 4, давно просрочено в муниципалитете 31")
    assert letters()[0]["heading"] == "Сроки: просрочено 12, предстоит 4, давно просрочено в муниципалитете 31"


def test_the_same_message_twice_is_one_file(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path
    send()
    send()
    assert len(letters()) == 1


def test_no_folder_yet_means_no_letters(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path / "missing"
    assert letters() == []


def test_the_page_shows_letters_to_anybody_in_the_demonstration(settings, tmp_path, client, db):
    settings.DEMO, settings.MAIL_FOLDER = True, tmp_path
    assert "Писем пока нет" in client.get("/demo/mail/").text
    send("Откройте http://localhost:8000/roadmaps/checkpoints/7/ <b>сейчас</b>")
    page = client.get("/demo/mail/").text
    assert 'href="http://localhost:8000/roadmaps/checkpoints/7/"' in page
    assert "&lt;b&gt;сейчас" in page


def test_there_is_no_such_page_outside_the_demonstration(settings, client, db):
    settings.DEMO = False
    assert client.get("/demo/mail/").status_code == 404
