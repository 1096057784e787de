"""Frequencies of words at the beginning of English news articles, whatever the topic.

The stems were counted in the first 80 words of 385 articles (those behind FaithBench, SummEdits-News, CLIFF, QAGS,
XSumFaith and FineSurE): a collection of a few articles is too small to know how common its own words are.
"""

__all__ = ["ARTICLES", "shares"]

ARTICLES = 385
_RARE = 0.002
"""Assumed share of articles that contain a word not listed here."""
_LISTED = {
    0.12: ("last make new one time two year "),
    0.07: (
        "against all back befor club down first former leagu leav look media month now off old part peopl polic "
        "report right second see show sinc take tel thre win work world "
    ),
    0.04: (
        "accord accus ago becaus becom believ between cal car charg city claim clear cnn come compan countr court "
        "cup day death during ever fal featur final find finish fire five follow footbal four game get give go "
        "goal good hold home includ just kil know life like local london match minut most mr my national night "
        "number only park plac plan play player point real releas run saturda says scor season servic set side six "
        "start stat stil strik think through thursda top unit video wednesda week wel west whil "
    ),
    0.02: (
        "acros action actor added alleg allow almost along alread american among announc another any appear april "
        "area around arrest asked attack authorit bal ban battl bbc bear begin behind best bil black board bos "
        "both break british build campaign cancer career case champion championship chanc chang chief child "
        "children china clos coach coming complet confirm contract control cost council count cours creat crowd "
        "current damag david days dead deal decid decision defender deliver deni describ design despit detail "
        "develop devic died discover drink driv drop each earl earlier east election emerg end england english "
        "enough european even event excit expect face fami far father februar fight figur film firm food forc "
        "forward found frida friend ful girl global going government group half hand happen having head health "
        "help high hit honour hospital hour hous how however huge human i'm incident increas injur international "
        "ireland jail januar john join judg july keep labour late later latest launch law lead leader least level "
        "light live liverpool long lose main making manager manchester many march mark market medical meet member "
        "midfielder million minister mis moment monda morn mother move ms much murder name named near need news "
        "next nine north northern november offer officer official once open order organis outsid paper penalt "
        "pictur pitch playback post power premier president previou prison problem proces program public pul put "
        "rais reach read receiv recent record remain result return reveal richard robert sale say school scottish "
        "scrol sel september seri serv seven shoot sign social south speak spel spend sport spot staf stand star "
        "statement step stop stor street striker struggl student such suffer suggest summer sunda support taking "
        "talk team teenager term then third thos titl toda town trad train trust tuesda turn uk union universit "
        "until used using version very view wale want way wher why winner woman women yet york young "
    ),
}
"""Share of articles -> the stems that at least this share of them contain."""

_SHARES = {word: share for share, words in _LISTED.items() for word in words.split()}


def shares(stem: str) -> float:
    """Return the share of articles that contain ``stem``."""
    return _SHARES.get(stem, _RARE)
