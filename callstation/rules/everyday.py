"""Words that say little about who is meant or what is wanted: for finding names, and for matching wishes."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_FORMS = _words(
    "inc incorporated ltd limited llc llp lp plc corp corporation co gmbh mbh ag kg ohg ug ev eg sa sas sarl srl "
    "spa bv nv oy oyj ab aps as asa pty kk sl slu sp zoo doo se"
)
"""How a company is incorporated."""

PARTICLES = _words(
    "a an the and und et y of for in at de del della der den di da do dos du la le les el al bin ibn ben van von "
    "zu zur st saint mac mc o dr mr mrs ms mx miss prof sir jr sr ii iii dame herr frau"
)
"""What joins or leads the words of a name and is no name."""

TRADES = PARTICLES | _words(
    "company group holding holdings partners partner associates team office center centre house works workshop "
    "services service solutions consulting consultants systems industries international national global american "
    "united general first north south east west northern southern eastern western central city town valley river "
    "bakery bakers logistics design designs studio studios shop shops store stores market markets media press "
    "print printing foods food farm farms kitchen cafe coffee tea teas restaurant restaurants hotel hotels travel "
    "tours construction builders building roofing plumbing electric energy motors auto cars repair repairs "
    "cleaning garden gardens flowers books clothing fashion shoes toys games sports fitness health dental medical "
    "clinic pharmacy care law legal tax finance financial capital bank insurance realty estate estates properties "
    "property school academy college university institute church foundation trust society club association union "
    "council agency marketing software data digital tech technologies technology labs lab research science "
    "trading imports exports supply supplies packaging freight shipping transport sons daughters brothers sisters "
    "family"
)
"""What a company does, or where: thousands are called so."""

ORDINARY = TRADES | _words(
    "client clients customer customers you your that this with from have will may can mark rose grace hope faith "
    "joy art bill frank rich grant chase drew gene jack june april august january pat sue rob nick guy lee long "
    "short young old white black brown green gray grey blue red gold silver king prince queen page price best "
    "case good day days sharp strong wise love cash cook baker carpenter mason smith miller taylor potter weaver "
    "fisher hunter gardener farmer shepherd archer cooper turner walker rider porter butler hill hills field "
    "fields wood woods rivers banks bush park parks stone stones little rice bean beans bell ball bond bird birds "
    "fox wolf lamb swan drake crane star sun moon sky summer winter spring autumn frost snow rain storm waters "
    "brook brooks lake ford bridge gates street lane harbor harbour bay beach shore hall halls castle tower "
    "towers church chapel temple mill mills forge ray rae dean major duke earl noble dale glen heath marsh moore "
    "more most law laws read reed reader rush wells ward west weeks month house home hand hands head heart power "
    "light fast quick clear bright fair free full happy holly ivy daisy lily violet heather iris olive ginger "
    "basil rosemary ruby pearl amber crystal jade opal dawn eve mercy charity patience prudence constance victor "
    "miles skip chip buck bud cliff reef sandy stormy dusty rusty buddy chance chuck dick don ed hank herb jay "
    "jean josh lance max norm ollie otto penny peg robin rod sally sandra trip van vic wade target apple amazon "
    "orange square block shell visa gap next now new north delta alpha beta omega nova prime pilot summit peak "
    "ridge crest horizon vision focus impact anchor arrow"
)
"""Names that are other words as well: only a capital tells."""

FILLERS = PARTICLES | _words(
    "somebody someone anybody anyone nobody people person persons who whom whose which what that this these those "
    "there here where when while with without from into onto over under about after before between their theirs "
    "them they him his her hers its our ours your yours you mine are was were been being have has had will would "
    "can could should shall may might must does did done not only just also even still yet than then too very "
    "much many more most less least few some any all both each every other another one two three four five six "
    "seven eight nine ten new old good great best better nice big small large little young like likes want wants "
    "wanted need needs needed look looks looking seek seeks seeking find finds finding get gets getting give "
    "gives take takes make makes made keep keeps know knows say says said talk talks come comes goes going work "
    "works working help helps helping use uses using thing things something anything everything kind sort time "
    "times day days week weeks month months year years way ways lot lots bit half whole within near local"
)
"""Words that stand in any wish and tell nothing about it."""
