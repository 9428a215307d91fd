"""The closed classes with which Arabic says where: kinds of places, parts and sides, prepositions, all lightly folded."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _table(rows: str) -> Mapping[str, str]:
    """A read-only table word → kind from lines `kind: word word …`."""
    pairs = (line.split(":") for line in rows.strip().splitlines())
    return MappingProxyType({word: kind.strip() for kind, words in pairs for word in words.split()})


KINDS = _table("""
    city: مدينة المدينة مدينتي مدينتا مدن العاصمة عاصمة بلدية
    town: بلدة بلدتي بلدتا بلدات قرية قريتي قريتا قري ضيعة ناحية
    region: محافظة محافظتي محافظتا محافظات ولاية ولايتي ولايات اقليم مقاطعة مقاطعات مديرية منطقة منطقتي مناطق
    region: قضاء جزيرة شعبية لواء جهة امارة
    camp: مخيم مخيمي مخيما مخيمات معسكر
    district: حي احياء ضاحية حارة شارع ساحة ميدان
    site: مطار معبر ميناء جسر حاجز سجن جامعة مستشفي قاعدة مسجد جامع قصر مستوطنة
    site: ملعب مرفا منفذ محطة حقل وادي سهل جبل جبال مضيق شاطئ سواحل
""")
"""Words before a name that say what kind of place it is."""

NAMING_KINDS = frozenset(("city", "town", "region", "camp"))
"""Kinds whose words make any name behind them a place's."""

PARTS = frozenset(
    "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط اواسط قلب ضواحي ضاحية اطراف محيط جوار انحاء ارجاء شوارع مشارف تخوم حدود داخل "
    "خارج "
    "قرب بقرب قبالة مدخل مداخل منتصف مركز سماء اجواء اراضي ارض ريف بادية بلدات قري مدن احياء مختلف عموم كل كامل بعض "
    "باحات باحة ساحات".split()
)
"""Nouns between a preposition and a place: sides, parts, surroundings."""

IN = frozenset("في ب داخل خارج قرب وسط عند عبر فوق امام لدي شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قبالة علي".split())
TO = frozenset("الي نحو باتجاه صوب تجاه لمغادرة".split())
FROM = frozenset("من عن".split())
