"""The parts that CAMEO actor codes are made of, and the nearest known one to a wrong part."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from os.path import commonprefix

COUNTRIES = frozenset(
    """
    ABW AFG AFR AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLK
    BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CAS CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRB CRI CUB
    CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH EUR FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY
    GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR
    ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KSV KUR KWT LAM LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF
    MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAF NAM NCL NER NFK NGA NIC
    NIU NLD NMR NOR NPL NRU NZL OMN PAK PAN PCN PER PGS PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAM
    SAU SCN SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA
    TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM WST YEM ZAF
    ZMB ZWE
    ATA ESH IGO IMG MNC NGM NGO INT UIS BAG WAF EAF CAF SAF NAF MEA LAM CAS CAU EEU EIN SAS SEA WEU WBK GZS TMP ROM ZAR
    """.split()
)
"""Countries (ISO 3166), CAMEO's regions and peoples, and its heads of bodies that belong to no country."""

ROLES = frozenset(
    """
    COP GOV INS JUD MIL OPP REB SEP SPY UAF UNS AGR BUS CRM CVL DEV EDU ELI ENV HLH HRI LAB LEG MED REF MOD RAD PTY REL SET
    YTH NGO NGM IGO IMG MNC INT UIS MUS MOS MSL SUN SHI SFI CHR CTH PRO ORT CPT JEW HIN BUD SIK BAH ATH DRZ ALE MRN ZRO ALQ
    FRM WOM SOC NUC TOP HRD KUR AFR AMN IRC GRP UNO HCH HCR KID WHO WFP FAO PKO IAE ILO ICJ EEC NAT
    """.split()
)
"""CAMEO's roles, religions and groups that stand behind a country."""

_FREE_TAIL = frozenset(("IGO", "NGO", "NGM", "MNC", "IMG", "INT"))
"""Heads behind which the short name of a body stands (IGOUNO)."""


def split_code(code: str) -> list[str]:
    """`"EGYGOVMIL"` → `["EGY", "GOV", "MIL"]`."""
    return [code[place : place + 3] for place in range(0, len(code), 3)]


def unknown_part(code: str, heads: Iterable[str] = ()) -> tuple[str, str]:
    """Return the first part of an actor code that CAMEO does not have, and the nearest that it has ("" none); ("", "") where all
    are known. `heads` are further countries and bodies, of the dictionaries' own entries.

    `unknown_part("LYBGOV")` → `("LYB", "LBY")`.
    """
    known = COUNTRIES | frozenset(heads)
    parts = split_code(code)
    if parts[0] not in known and parts[0] not in ROLES:
        return parts[0], nearest(parts[0], known)
    if parts[0] in _FREE_TAIL:
        return "", ""
    for part in parts[1:]:
        if part not in ROLES and part not in known:
            return part, nearest(part, ROLES)
    return "", ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is likest, "" where none is like it: a swap of letters, else the most letters in place, the first
    letters counting more."""
    words = sorted(known)
    swapped = [other for other in words if sorted(other) == sorted(word)]
    near = swapped or get_close_matches(word, words, n=8, cutoff=0.6)
    return max(near, key=lambda other: len(commonprefix([word, other])), default="")


def nearest_event_code(code: str, known: Iterable[str]) -> str:
    """The CAMEO event code that was likely meant: the longest beginning that is a code, else the likest of the same root.

    `nearest_event_code("0412", {"041", "042"})` → `"041"`.
    """
    codes = frozenset(known)
    for length in range(len(code) - 1, 2, -1):
        if code[:length] in codes:
            return code[:length]
    if len(code) < 4 and code + "0" in codes:
        return code + "0"
    near = get_close_matches(code, sorted(other for other in codes if other[:2] == code[:2] and len(other) > 2), n=1, cutoff=0.6)
    return near[0] if near else ""
