"""Messages about texts."""

from parvis.ground.mailing.letters import Letter


class MemberLetter(Letter):
    """A message whose link leads to the member space."""

    def path(self):
        return self.about.get_member_url()


class CommentsOpened(MemberLetter):
    key = "writing.comments_opened"
    label = "Texte ouvert aux commentaires"
    audience = "les membres de l’instance qui écrit le texte"
    why = "Vous êtes membre de l’instance qui écrit ce texte."
    subject = "Vos remarques : {about.title}"
    template = "writing/letters/comments_opened.txt"


class CommentSettled(MemberLetter):
    key = "writing.comment_settled"
    label = "Suite donnée à une remarque"
    audience = "l’auteur ou l’autrice de la remarque"
    why = "Vous avez fait une remarque sur ce texte."
    subject = "Votre remarque : {about.title}"
    template = "writing/letters/comment_settled.txt"


class WrittenVoteOpened(MemberLetter):
    key = "writing.written_vote_opened"
    label = "Vote par procédure écrite"
    audience = "les membres en exercice qui peuvent voter"
    why = "Vous êtes membre de l’instance qui adopte ce texte."
    subject = "Votre vote : {about.title}"
    template = "writing/letters/written_vote_opened.txt"
    essential = True


LETTERS = (CommentsOpened, CommentSettled, WrittenVoteOpened)
