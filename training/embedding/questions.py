"""How questions open, so that training can put such words before a sentence.

A sentence looking for its surroundings is a statement; people ask. Without these openings the vectors of « comment » or
"how many" would count for as much in a question as its subject. Written from the grammar of the two languages: question
words, auxiliaries and polite forms, no subject matter. Normalised text (see text.py).
"""

ENGLISH_OPENINGS = (
    "who", "who is", "whose", "to whom", "by whom", "what", "what is", "what is the", "what are", "what are the",
    "what does", "what did", "what is meant by", "which", "which of the", "when", "since when", "in what year", "where",
    "where is", "how", "how much", "how many", "how long", "for how long", "how do i", "how does", "how can", "why",
    "can i", "can we", "must we", "should i", "do i have to", "is it possible to", "is there", "are there",
    "tell me about", "i would like to know",
)  # fmt: skip

FRENCH_OPENINGS = (
    "qui", "qui est", "a qui", "par qui", "que", "qu est ce que", "qu est ce qu", "que signifie", "que dit le", "quoi",
    "de quoi", "en quoi", "a quoi sert", "quel est", "quel est le", "quelle est", "quelle est la", "quels sont",
    "quelles sont", "dans quel", "quand", "depuis quand", "a quelle date", "en quelle annee", "ou", "ou se trouve",
    "comment", "comment faire pour", "combien", "combien de", "pourquoi", "est ce que", "puis je", "peut on", "dois je",
    "doit on", "est il possible de", "existe t il", "y a t il", "j aimerais savoir",
)  # fmt: skip
