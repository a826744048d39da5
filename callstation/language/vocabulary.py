"""Words of spoken and typed English that the check knows: slang and contractions, fillers, numbers, greetings."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Words between white space, as a set."""
    return frozenset(text.split())


# A full stop after these ends no sentence.
ABBREVIATIONS = word_set(
    "mr mrs ms dr st prof jr sr inc ltd co vs approx tel ext dept jan feb apr jun jul aug sep sept oct nov dec mon tue "
    "tues wed thu thur thurs fri re attn"
)

OPENED = {
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "hafta": "have to",
    "lemme": "let me",
    "gimme": "give me",
    "whatcha": "what you",
    "didja": "did you",
    "wouldja": "would you",
    "d'you": "do you",
    "y'all": "you all",
    "yall": "you all",
    "ya'll": "you all",
    "c'mon": "come on",
    "ya": "you",
    "ye": "you",
    "u": "you",
    "ur": "your",
    "yer": "your",
    "r": "are",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "youve": "you have",
    "weve": "we have",
    "theyre": "they are",
    "thats": "that is",
    "theres": "there is",
    "whats": "what is",
    "hows": "how is",
    "heres": "here is",
    "lets": "let us",
    "let's": "let us",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "havent": "have not",
    "hasnt": "has not",
    "hadnt": "had not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "wouldnt": "would not",
    "couldnt": "could not",
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "is not",
    "can't": "can not",
    "everythings": "everything is",
    "checkin": "check -in",
    "checkins": "check -ins",
    "followup": "follow -up",
    "followups": "follow -ups",
    "checkup": "check -up",
    "touchbase": "touch base",
    "nuthin": "nothing",
    "sumthin": "something",
    "wondrin": "wondering",
    "'bout": "about",
    "thru": "through",
    "pls": "please",
    "plz": "please",
    "msg": "message",
    "info": "information",
    "hallo": "hello",
    "'ello": "hello",
    "oughta": "ought to",
    "shoulda": "should have",
    "woulda": "would have",
    "coulda": "could have",
    "outta": "out of",
    "kinda": "kind of",
    "sorta": "sort of",
    "em": "them",
    "n": "and",
    "chk": "check",
    "chkg": "checking",
    "sry": "sorry",
    "soz": "sorry",
    "abt": "about",
    "lmk": "let me know",
    "thx": "thanks",
    "tmrw": "tomorrow",
    "hv": "have",
    "any1": "anyone",
    "some1": "someone",
    "whaddya": "what do you",
    "whatchu": "what you",
    "cuz": "because",
    "cos": "because",
    "bc": "because",
    "jus": "just",
    "tryna": "trying to",
    "imma": "i am going to",
    "fwiw": "for what it is worth",
    "fyi": "for your information",
    "asap": "as soon as possible",
    "btw": "by the way",
}
ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
SPLIT = {"any": ("thing", "one", "body"), "some": ("thing", "one", "body"), "every": ("thing", "one", "body")}
DROPPED_G = word_set(
    "callin touchin followin wonderin reachin circlin sayin stoppin poppin droppin swingin ringin phonin "
    "writin bumpin pingin lookin thinkin doin goin gettin needin seein hopin tryin buggin botherin interruptin catchin "
    "keepin stayin makin runnin hearin waitin chasin sendin nudgin givin tellin askin havin comin anythin everythin "
    "somethin nothin buyin hirin signin movin loopin connectin rollin launchin bringin introducin touchin knowin "
    "floatin happenin workin usin shootin hittin mornin evenin visitin passin leavin settin"
)
# "Wanted 2 check in" is said so; "wanted 2 tiles" does not mind.
BEFORE_TO = word_set("want wanted wants need like love going trying calling hoping time nice good")
NUMBER_WORDS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen noon "
    "midnight"
)
# Words that people slip in anywhere: a phrase with one of them inside is the same phrase.
SOFT = word_set(
    "um umm uh uhh er erm err eh ah oh hmm hm mm well like just only simply merely really actually basically quickly "
    "briefly please maybe perhaps possibly again honestly literally real also still very quite finally kindly purely "
    "personally super always once totally ever yet sometime"
)
# Where a sentence or a clause begins, these say nothing yet.
LEADING = word_set("so and but ok okay anyway anyways right now then or yes yeah no hey hi hello yo")
GREETINGS = word_set("hi hello hey hiya heya yo morning afternoon evening dear howdy greetings")
SOFT_PAIRS = frozenset(
    [("you", "know"), ("i", "mean"), ("i", "guess"), ("sort", "of"), ("kind", "of"), ("i", "suppose")]
)


def open_word(word: str) -> str:
    """``i'm`` as ``i am``, ``gonna`` as ``going to``; any other word as it is."""
    opened = OPENED.get(word)
    if opened is not None:
        return opened
    if "'" not in word:
        return word
    if word.endswith("n't"):
        return word[:-3] + " not"
    head, _, tail = word.rpartition("'")
    if tail in ENDINGS:
        return f"{head} {ENDINGS[tail]}"
    if tail == "s":
        return f"{head} 's"
    return word.replace("'", "")
