"""Languages by their codes of two letters (ISO 639-1), with all their other names.

For each: its English name, its own, longer or former codes of it, as in the CLDR (https://cldr.unicode.org), and what
people write by mistake, such as the code of a country. The script of its own name is that of the language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from kit.base.system_errors import require_own

_TABLE = """
aa: Afar, Qafar, aar
ab: Abkhazian, Аԥсшәа, abk
ae: Avestan, ave
af: Afrikaans, afr
ak: Akan, aka
am: Amharic, አማርኛ, amh
an: Aragonese, Aragonés, arg
ar: Arabic, العربية, ara, arb
as: Assamese, অসমীয়া, asm
av: Avaric, ava
ay: Aymara, aym, ayr
az: Azerbaijani, Azərbaycan, aze, azj
ba: Bashkir, Башҡорт теле, bak
be: Belarusian, Беларуская, bel
bg: Bulgarian, Български, bul
bi: Bislama, bis
bm: Bambara, Bamanakan, bam
bn: Bangla, বাংলা, ben
bo: Tibetan, བོད་སྐད་, bod, tib
br: Breton, Brezhoneg, bre
bs: Bosnian, Bosanski, bos
ca: Catalan, Català, cat
ce: Chechen, Нохчийн, che
ch: Chamorro, cha
co: Corsican, Corsu, cos
cr: Cree, cre, cwd
cs: Czech, Čeština, ces, cze, cz
cu: Church Slavic, Церковнослове́нскїй, chu
cv: Chuvash, Чӑваш, chv
cy: Welsh, Cymraeg, cym, wel
da: Danish, Dansk, dan, dk
de: German, Deutsch, deu, ger
dv: Divehi, ދިވެހިބަސް, div
dz: Dzongkha, རྫོང་ཁ, adp, dzo
ee: Ewe, Eʋegbe
el: Greek, Ελληνικά, ell, gre, gr
en: English, eng
eo: Esperanto, epo
es: Spanish, Español, spa, sp, Castilian
et: Estonian, Eesti, ekk, est
eu: Basque, Euskara, baq, eus
fa: Persian, فارسی, fas, per, pes
ff: Fula, Pulaar, fuc, ful
fi: Finnish, Suomi, fin
fj: Fijian, fij
fo: Faroese, Føroyskt, fao
fr: French, Français, fra, fre
fy: Western Frisian, Frysk, fry
ga: Irish, Gaeilge, gle
gd: Scottish Gaelic, Gàidhlig, gla
gl: Galician, Galego, glg
gn: Guarani, Avañe’ẽ, grn, gug
gu: Gujarati, ગુજરાતી, guj, prp
gv: Manx, Gaelg, glv
ha: Hausa, hau
he: Hebrew, עברית, heb, iw
hi: Hindi, हिन्दी, hin
ho: Hiri Motu, hmo
hr: Croatian, Hrvatski, hrv, scr
ht: Haitian Creole, Kreyòl Ayisyen, hat
hu: Hungarian, Magyar, hun
hy: Armenian, Հայերեն, arm, hye
hz: Herero, her
ia: Interlingua, ina
id: Indonesian, Indonesia, in, ind
ie: Interlingue, ile
ig: Igbo, ibo
ii: Sichuan Yi, ꆈꌠꉙ, iii
ik: Inupiaq, esk, ipk
io: Ido
is: Icelandic, Íslenska, ice, isl
it: Italian, Italiano, ita
iu: Inuktitut, ᐃᓄᒃᑎᑐᑦ, ike, iku
ja: Japanese, 日本語, jpn, jp
jv: Javanese, Jawa, jav, jw
ka: Georgian, Ქართული, geo, kat
kg: Kongo, kng, kon
ki: Kikuyu, Gikuyu, kik
kj: Kuanyama, kua
kk: Kazakh, Қазақ тілі, kaz
kl: Kalaallisut, kal
km: Khmer, ខ្មែរ, khm
kn: Kannada, ಕನ್ನಡ, kan
ko: Korean, 한국어, kor
kr: Kanuri, kau, knc
ks: Kashmiri, کٲشُر, kas
ku: Kurdish, Kurdî (kurmancî), kmr, kur
kv: Komi, kom, kpv
kw: Cornish, Kernewek, cor
ky: Kyrgyz, Кыргызча, kir
la: Latin, Latina, lat
lb: Luxembourgish, Lëtzebuergesch, ltz
lg: Ganda, Luganda, lug
li: Limburgish, lim
ln: Lingala, Lingála, lin
lo: Lao, ລາວ
lt: Lithuanian, Lietuvių, lit
lu: Luba-Katanga, Tshiluba, lub
lv: Latvian, Latviešu, lav, lvs
mg: Malagasy, mlg, plt
mh: Marshallese, mah
mi: Māori, mao, mri
mk: Macedonian, Македонски, mac, mkd
ml: Malayalam, മലയാളം, mal
mn: Mongolian, Монгол, drh, khk, mon
mr: Marathi, मराठी, mar
ms: Malay, Melayu, may, msa, zsm
mt: Maltese, Malti, mlt
my: Burmese, မြန်မာ, bur, mya
na: Nauru, nau
nb: Norwegian Bokmål, Norsk bokmål, nob
nd: North Ndebele, IsiNdebele, nde
ne: Nepali, नेपाली, nep, npi
ng: Ndonga, ndo
nl: Dutch, Nederlands, dut, nld, Flemish
nn: Norwegian Nynorsk, Norsk nynorsk, nno
no: Norwegian, Norsk, nor
nr: South Ndebele, nbl
nv: Navajo, Diné Bizaad, nav
ny: Nyanja, nya
oc: Occitan, oci
oj: Ojibwa, ojg, oji
om: Oromo, Oromoo, gaz, orm
or: Odia, ଓଡ଼ିଆ, ori, ory
os: Ossetic, Ирон, oss
pa: Punjabi, ਪੰਜਾਬੀ, pan
pi: Pali, pli
pl: Polish, Polski, pol
ps: Pashto, پښتو, pbu, pus
pt: Portuguese, Português, por
qu: Quechua, Runasimi, que, quz
rm: Romansh, Rumantsch, roh
rn: Rundi, Ikirundi, run
ro: Romanian, Română, mo, mol, ron, rum, Moldavian
ru: Russian, Русский, rus
rw: Kinyarwanda, Ikinyarwanda, kin
sa: Sanskrit, संस्कृत भाषा, cls, san
sc: Sardinian, Sardu, src, srd
sd: Sindhi, سنڌي, snd
se: Northern Sami, Davvisámegiella, sme
sg: Sango, Sängö, sag
sh: Serbo-Croatian
si: Sinhala, සිංහල, sin
sk: Slovak, Slovenčina, slk, slo
sl: Slovenian, Slovenščina, slv
sm: Samoan, smo
sn: Shona, ChiShona, sna
so: Somali, Soomaali, som
sq: Albanian, Shqip, alb, als, sqi
sr: Serbian, Српски, scc, srp
ss: Swati, SiSwati, ssw
st: Southern Sotho, Sesotho, sot
su: Sundanese, Basa Sunda, sun
sv: Swedish, Svenska, swe
sw: Swahili, Kiswahili, swa, swh
ta: Tamil, தமிழ், tam
te: Telugu, తెలుగు, tel
tg: Tajik, Тоҷикӣ, tgk
th: Thai, ไทย, tha
ti: Tigrinya, ትግርኛ, tir
tk: Turkmen, Türkmen dili, tuk
tl: Tagalog, tgl
tn: Tswana, Setswana, tsn
to: Tongan, Lea fakatonga, ton
tr: Turkish, Türkçe, tur
ts: Tsonga, Xitsonga, tso
tt: Tatar, Татар, tat
tw: Twi
ty: Tahitian, tah
ug: Uyghur, ئۇيغۇرچە, uig
uk: Ukrainian, Українська, ukr, ua
ur: Urdu, اردو, urd
uz: Uzbek, O‘zbek, uzb, uzn
ve: Venda, Tshivenḓa, ven
vi: Vietnamese, Tiếng Việt, vie
vo: Volapük, vol
wa: Walloon, Walon, wln
wo: Wolof, wol
xh: Xhosa, IsiXhosa, xho
yi: Yiddish, ייִדיש, ji, ydd, yid
yo: Yoruba, Èdè Yorùbá, yor
za: Zhuang, Vahcuengh, zha, zyb
zh: Chinese, 中文, chi, cmn, zho, cn, Mandarin
zu: Zulu, IsiZulu, zul
"""  # noqa: RUF001  (letters of many scripts)

#: Other names and codes by the code of two letters.
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    code: tuple(names.split(", ")) for code, names in (row.split(": ") for row in _TABLE.strip().splitlines())
}
#: Codes of three letters of languages that have none of two: those of the CLDR, and some of Europe and its neighbours.
_LONGER = """
ace ach ada ady aeb afh agq ain akk akz ale aln alt ang ann anp arc arn aro arp arq ars arw ary arz asa ase ast atj
avk awa bal ban bar bas bax bbc bbj bej bem bew bez bfd bfq bgc bgn bho bik bin bjn bkm bla blo blt bpy bqi bra brh
brx bss bua bug bum byn byv cad car cay cch ccp ceb cgg chb chg chk chm chn cho chp chr chy cic ckb clc cop cps crg
crh crj crk crl crm crr crs csb csw dak dar dav del den dgr din dje doi dsb dtp dua dum dyo dyu dzg ebu efi egl egy
eka elx enm esu ewo ext fan fat fil fit fon frc frm fro frp frr frs fur gaa gag gan gay gba gbz gez gil glk gmh goh
gon gor got grb grc gsw guc gur guz gwi hai hak haw hax hif hil hit hmn hnj hsb hsn hup hur iba ibb ikt ilo inh izh
jam jbo jgo jmc jpr jrb jut kaa kab kac kaj kam kaw kbd kbl kcg kde kea ken kfo kgp kha kho khq khw kiu kkj kln kmb
koi kok kos kpe krc kri krj krl kru ksb ksf ksh kum kut kwk kxv lad lag lah lam lez lfn lij lil liv lkt lld lmo lol
lou loz lrc lsm ltg lua lui lun luo lus luy lzh lzz mad maf mag mai mak man mas mde mdf mdr men mer mfe mga mgh mgo
mic min mnc mni moe moh mos mrj mua mus mwl mwr mwv mye myv mzn nan nap naq nds new nia niu njo nmg nnh nog non nov
nqo nso nus nwc nym nyn nyo nzi ojb ojc ojs ojw oka osa ota pag pal pam pap pau pcd pcm pdc pdt peo pfl phn pis pms
pnb pnt pon pqm prg pro prs quc qug raj rap rar rgn rhg rif rmc rmn rmy rof rom rtm rue rug rup rwk sad sah sam saq
sas sat saz sba sbp scn sco sdc sdh see seh sei sel ses sga sgs shi shn shu sid skr slh sli sly sma smj smn sms snk
sog srn srr ssy stq str suk sus sux swb syc syr szl tce tcy tem teo ter tet tgx tht tig tiv tkl tkr tlh tli tly tmh
tog tok tpi tru trv trw tsd tsi ttm ttt tum tvl twq tyv tzm udm uga umb vai vec vep vls vmf vmw vot vro vun wae wal
war was wbp wuu xal xmf xnr xog yao yap yav ybb yrl yue zap zbl zea zen zgh zun zza
"""
LONGER_CODES = frozenset(_LONGER.split())
#: Scripts that run right to left, as subtags of languages (ISO 15924).
_RIGHT_TO_LEFT = frozenset(("adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"))
#: Right-to-left languages without a code of two letters.
_LONGER_RIGHT_TO_LEFT = frozenset(("arc", "arz", "bal", "ckb", "glk", "lrc", "mzn", "nqo", "pnb", "prs", "skr", "syr"))


def file_of(folder: Path, tag: str) -> Path | None:
    """Return the YAML file of a language, by its BCP 47 tag, in a folder with one for each, or of its primary language.

    A tag may be anything that somebody wrote, so it is only compared with the names of the files. Raises
    InstallationError if the program was installed without the folder.
    """
    require_own(folder)
    files = {path.stem: path for path in folder.glob("*.yaml")}
    return files.get(tag.lower()) or files.get(tag.lower().partition("-")[0])


def own_name(tag: str) -> str:
    """Return a language's own name, by its BCP 47 tag, with the tag if that adds something; or else the tag."""
    primary, *more = tag.split("-")
    names = LANGUAGES.get(primary.lower(), (tag,))
    name = next((name for name in names[1:2] if len(name) > 3 or not name.isascii()), names[0])  # noqa: PLR2004  (a code)
    return f"{name} ({tag})" if more and name != tag else name


def is_right_to_left(tag: str) -> bool:
    """Return whether a language, by its BCP 47 tag, runs right to left: by its script, or else that of its own name."""
    primary, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), None)  # noqa: PLR2004  (ISO 15924)
    if script:
        return script in _RIGHT_TO_LEFT
    own = LANGUAGES.get(primary, ("",))[1:2]
    return primary in _LONGER_RIGHT_TO_LEFT or any(unicodedata.bidirectional(name[0]) in {"R", "AL"} for name in own)
