"""What an address receives: the question whether it asked, then one message at each published step."""

from parvis.ground.mailing.letters import Letter

from .links import stop_path


class FollowConfirmation(Letter):
    key = "following.confirmation"
    label = "Confirmation d’un suivi par courriel"
    audience = "l’adresse tapée sur une page publique, pour vérifier qu’elle l’a demandé"
    why = "Quelqu’un a donné cette adresse pour suivre une page. Si ce n’est pas vous, ne faites rien."
    subject = "Confirmez votre suivi : {about}"
    template = "following/letters/confirmation.txt"
    essential = True
    confidential = True


class FollowNews(Letter):
    key = "following.news"
    label = "Nouvelle d’une page suivie par courriel"
    audience = "les adresses qui ont demandé et confirmé le suivi de la page"
    why = "Vous avez demandé à suivre cette page par courriel."
    subject = "{title}"
    template = "following/letters/news.txt"

    @classmethod
    def stop_path_of(cls, message):
        return stop_path(int(message.ref.rpartition(":")[2]))


LETTERS = (FollowConfirmation, FollowNews)
