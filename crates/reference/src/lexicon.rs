//! Words that tell what stands beside them, in the languages that references are written in.
//!
//! The labeller learns most words from examples; these classes carry what it learned in one language over to
//! the others: `Bd.` is to German what `vol.` is to English.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features::word_hash;

/// A class of words, as bits: a word may be in several.
pub type Class = u32;

/// The classes with their words, in lower case, parted by spaces.
const CLASSES: &[&str] = &[
    // Volume.
    "vol vols volume volumes bd bde band bände t tome tomes tomo tomos т том тт тома jg jahrgang jahrg v tom deel jaargang voll volumi год anno año année серия ser serie série series",
    // Issue.
    "no nos nr nro num núm número issue iss heft h fasc fascicule fascicolo вып выпуск № n° n numéro numero number ч часть кн книга part suppl supplement pt sonderheft nos",
    // Pages.
    "p pp page pages с стр s ss seite seiten pág págs pag pagg pgs pagina pagine str pg f ff fol carta cc л лл стлб стб sp col cols bl e-location",
    // Editors.
    "ed eds editor editors edited hrsg hg hgg herausgegeben herausgeber éd éds dir dirs direction org orgs organizador organizadores coord coords coordinador coordinadores cura curatore curatori ред редакцией редактор сост составитель comp comps compiled hrsgg red editado edición под общ отв науч гл",
    // Translators.
    "trans transl translated translator translation übers übersetzt übersetzung trad traduit traduction traducción traducido tradução traduzione tradotto пер перевод перевел aus",
    // Editions.
    "edition edn aufl auflage neuausgabe édition édit edición edição edizione ediz изд издание rev revised erw enlarged reprint reimpr reprinted ristampa 2nd 3rd 1st 4th 5th перераб доп испр стереотип unveränd überarb neubearb nachdruck verb bearb",
    // In a container.
    "in en dans em im em: в кн книге сб сборнике из apud from",
    // Publishers.
    "press verlag publisher publishers publishing publications publ publ. изд-во издательство издат editora editorial éditions editions edizioni editore editrice edizione ed. editions books sons wiley springer elsevier routledge sage blackwell macmillan palgrave penguin mcgraw-hill mcgraw hill norton kluwer birkhäuser suhrkamp beck mohr siebeck nomos gruyter duncker humblot campus reclam fischer rowohlt hanser vandenhoeck ruprecht böhlau steiner franz niemeyer metzler klett dumont ullstein piper oldenbourg akademie vittorio klostermann winter harrassowitz brill peeters droz vrin puf gallimard seuil minuit armand colin fayard dalloz larcier bruylant lgdj laterza einaudi mulino mondadori feltrinelli olschki giuffrè bompiani rizzoli utet marsilio franco angeli carocci guida leo cedam giappichelli trotta tecnos ariel alianza taurus siglo cátedra tirant atlas saraiva vozes cortez cengage pearson addison-wesley prentice crc ieee acm elgar ashgate hart oup cup mit harper knopf doubleday наука мысль юрайт инфра-м норма проспект юрид юристъ статут аспект пресс весь мир международные отношения прогресс политиздат просвещение питер эксмо аст вагриус росспэн логос гардарики высшая школа юнити-дана экономика политех лань academia знание молодая гвардия academic",
    // Places.
    "london york new paris berlin münchen munich moscow москва cambridge oxford boston chicago washington princeton amsterdam leiden rotterdam utrecht hague haag bruxelles brussels bruselas brüssel geneva genève genf zürich zurich basel bern wien vienna roma rome milano milan torino firenze florence bologna napoli venezia venice padova genova bari palermo madrid barcelona sevilla valencia granada salamanca bilbao lisboa lisbon porto coimbra brasília rio janeiro são paulo buenos aires méxico mexico bogotá lima santiago caracas montevideo havana tokyo kyoto osaka beijing 北京 上海 shanghai hongkong hong kong singapore seoul delhi mumbai calcutta bombay sydney melbourne canberra brisbane toronto montreal montréal ottawa vancouver quebec québec frankfurt hamburg köln cologne stuttgart leipzig dresden göttingen heidelberg tübingen freiburg bonn düsseldorf hannover mainz marburg münster jena halle weimar weinheim wiesbaden darmstadt bielefeld bremen kiel würzburg erlangen nürnberg augsburg opladen reinbek neuwied hildesheim baden-baden graz innsbruck salzburg prague praha budapest warszawa warsaw kraków krakow wrocław poznań bucharest bucurești sofia belgrade beograd zagreb ljubljana athens istanbul ankara jerusalem cairo tehran copenhagen københavn oslo stockholm uppsala lund göteborg helsinki edinburgh glasgow dublin manchester bristol aldershot cheltenham harmondsworth basingstoke hoboken englewood cliffs upper saddle river thousand oaks beverly hills newbury park berkeley angeles francisco stanford baltimore philadelphia ithaca durham haven minneapolis bloomington ann arbor austin houston dallas atlanta denver seattle portland pittsburgh cleveland detroit chapel lexington westport boulder dordrecht heidelberg cham lausanne lyon marseille toulouse grenoble strasbourg bordeaux nantes rennes lille louvain leuven gent antwerpen liège петербург санкт-петербург ленинград спб пб пг м л киев минск казань екатеринбург новосибирск ростов-на-дону томск саратов воронеж владивосток самара омск тверь тамбов иркутск нижний новгород красноярск kyiv kiev minsk leningrad petersburg st ny ma ca uk usa nj md dc il tx va pa calif mass conn england france germany deutschland italia italy spain españa brasil brazil china japan india canada australia netherlands switzerland lugduni venetiis parisiis lipsiae romae coloniae basileae londini s.l",
    // Months are found by `dates::month`; these are seasons and words of dates.
    "spring summer fall autumn winter sommer herbst frühjahr printemps été automne hiver весна лето осень зима лета г гг год primavera verano otoño invierno",
    // Journals and their abbreviations.
    "journal journals review reviews zeitschrift revue rivista revista annals annales annali bulletin bulletins вестник журнал известия вопросы quarterly studies j rev ann int am eur sci proc acta archives archiv archivio archivo letters lett transactions trans magazine newsletter communications commun physics phys chem chemistry biol med medicine soc psychology psychol sociology economics econ law res research annual jahrbuch blätter mitteilungen beiträge zeitung times post gazette herald tribune bull nature science cahiers quaderni cuadernos cadernos studi études estudios estudos записки труды ученые обозрение monthly weekly daily news газета progress advances perspectives forum politics affairs nat exp appl clin gen environ ecol entomol bot zool geol geophys math stat astron astrophys astrophysical mon",
    // Conferences.
    "conference proceedings symposium workshop congress congresso congreso congrès colloquium colloque kongress tagung meeting anais actas atti actes материалы конференции конф труды тезисы proc. seminar convegno simposio simpósio simpozij",
    // Theses.
    "thesis dissertation diss дис дисс автореф phd ph.d doctoral master master’s masters mestrado doutorado tese tesis thèse tesi doctorat doctorado habilitation habilitationsschrift doktorarbeit dissertação канд докт наук laurea",
    // Reports.
    "report working paper papers discussion technical bericht rapport relatório informe доклад отчет препринт preprint manuscript unpublished memo memorandum document documents standard specification patent bulletin internet cd-rom online forthcoming press submitted mimeo",
    // Addresses and access.
    "available retrieved url http https www from accessed disponível disponible verfügbar abrufbar online режим доступа обращения дата электронный ресурс электрон at access cited acesso recuperado abgerufen consulté via doi pmid pmcid",
    // Particles of names.
    "van von de da di del della dello dei degli la le du dos das der den ter ten zu zur al el ibn bin st d af av фон де",
    // Joints.
    "and & und et y e и та i och og with",
    // More authors.
    "al др alii others alia collaborators colls coll autres outros otros соавт anderen等",
    // Suffixes of names.
    "jr sr ii iii iv filho neto júnior junior",
    // Bodies.
    "university universität université universidad universidade università universiteit institute institut instituto istituto department ministry ministère ministério ministerio committee commission council organization organisation agency association society academy centre center bureau office federation foundation united nations european world national international group team collaboration consortium bank fund union government administration университет институт министерство комитет академия центр рф ран оон оон мгу мгимо council court parliament library museum",
    // Archives.
    "archive archives archivio archivo arquivo архив ф оп д л фонд опись дело лист fond fonds opis delo folder box ms mss cod codd cod. busta b reg registro fasc fol carton série series papers collection ra ргасми гарф ргаспи аврф рги цгали archivio asv ags tna adm fo hs hss fld mappe bestand bundesarchiv staatsarchiv rep nachlass ргиа",
    // Law.
    "v vs c art arts article § no act law code gesetz statute resolution res directive regulation treaty convention case court bverfge bgh bgbl eugh ecr dir закон кодекс конституция постановление указ резолюция стат ст собрание законодательства loi ley decreto lei decree",
    // Films and talks.
    "speech interview lecture talk presentation presented paper dir film cd dvd email personal communication interviewed интервью речь выступление",
];

/// The classes of a word, by its hash; 0 if it is in none.
pub fn class(hash: u32) -> Class {
    LEXICON.get(&hash).copied().unwrap_or(0)
}

static LEXICON: LazyLock<FxHashMap<u32, Class>> = LazyLock::new(|| {
    let mut lexicon: FxHashMap<u32, Class> = FxHashMap::default();
    for (bit, words) in CLASSES.iter().enumerate() {
        for word in words.split(' ') {
            *lexicon.entry(word_hash(word)).or_default() |= 1 << bit;
        }
    }
    for word in MONTHS.split(' ') {
        *lexicon.entry(word_hash(word)).or_default() |= MONTH;
    }
    lexicon
});

/// The class of months.
pub const MONTH: Class = 1 << 30;

/// Names of months and their abbreviations, as [`super::dates::month`] reads them.
const MONTHS: &str = "january januar janvier janv janeiro jan jänner enero ene gennaio genn gen januari январь января янв stycznia february februar feb febr février févr fév fevereiro fev febrero febbraio febbr февраль февраля февр фев lutego march märz mars março marzo maart mar mrz март марта мар marca april avril avr abril abr aprile apr апрель апреля апр kwietnia may mai maio mayo maggio magg mei май мая maja june juni juin junho junio giugno jun giu июнь июня czerwca july juli juillet juil julho julio luglio jul lug июль июля lipca august août aout agosto ago aug август августа авг sierpnia september septembre setembro septiembre setiembre settembre sept sep set sett сентябрь сентября сент сен września october oktober octobre outubro octubre ottobre oct okt out ott октябрь октября окт października november novembre novembro noviembre nov ноябрь ноября нояб listopada december dezember décembre decembre dezembro diciembre dicembre dec dez déc dic декабрь декабря дек grudnia";
