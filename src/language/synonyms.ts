import type { Language } from '../domain.ts';
import { stem } from './stem.ts';

/** Words of both languages that say the same of something, where they are what a question asks for. */
interface SynonymClass {
  /** Only where who does it is asked: elsewhere « mener », « tête », "run" and "head" mean much else. */
  readonly onlyOfWho?: true;
  readonly fr: string;
  readonly en: string;
}

/**
 * What questions ask most of organisations, projects, people and works. The lexicon renders a word as texts that were
 * translated do; a question says « à la tête de » or "runs" where the document says « dirige », « préside » or « directrice ».
 * Forms whose stems differ are given each: « conduire » and « conduit », "rise" and "rose".
 */
const CLASSES: readonly SynonymClass[] = [
  {
    // A president and a director are two people.
    onlyOfWho: true,
    fr: 'tête mener diriger dirigeant directeur directrice direction conduire conduit chef responsable patron',
    en: 'head lead led leader run ran charge direct director manage manager responsible chief boss',
  },
  {
    onlyOfWho: true,
    fr: 'tête mener présider président présidente présidence',
    en: 'head lead led leader run ran charge chair chairman preside president presidency',
  },
  {
    onlyOfWho: true,
    fr: 'mener coordonner coordination coordinateur coordinatrice piloter pilote pilotage animer',
    en: 'lead led leader run ran charge coordinate coordination coordinator steer',
  },
  {
    onlyOfWho: true,
    fr: 'piloter pilote diriger mener',
    en: 'steer lead led leader run ran',
  },
  {
    onlyOfWho: true,
    fr: 'gérer gestion gestionnaire administrer exploiter opérer opérateur assurer charger confier occuper titulaire détenir détient',
    en: 'manage manager administer operate operator run handle entrust hold held holder',
  },
  {
    fr: 'fonder fondation fondateur créer création créateur naître naissance instituer établir inaugurer inauguration lancer lancement constituer',
    en: 'found founder foundation create creation creator establish establishment inaugurate launch',
  },
  {
    fr: 'commencer débuter début démarrer démarrage lancer lancement ouvrir ouverture engager inaugurer',
    en: 'begin began begun start launch open opening inaugurate',
  },
  {
    fr: 'finir fin terminer achever achèvement cesser fermer fermeture clôture expirer échéance',
    en: 'end finish complete completion cease close closure expire deadline',
  },
  {
    fr: 'financer financement subvention subventionner doter dotation budget crédit allouer octroyer montant enveloppe investir investissement aide apporter apport verser versement contribuer contribution consacrer mobiliser',
    en: 'fund funding finance grant budget allocate allocation endow endowment invest investment subsidy amount contribute contribution devote worth mobilise',
  },
  {
    fr: 'coûter coût prix tarif montant payer dépense frais',
    en: 'cost price fee pay expense charge amount',
  },
  {
    fr: 'durer durée',
    en: 'last duration',
  },
  {
    fr: 'hauteur haut haute élever culminer',
    en: 'height high tall rise rose',
  },
  {
    fr: 'longueur long longue étendre étend mesurer',
    en: 'length long stretch',
  },
  {
    fr: 'largeur large',
    en: 'width wide breadth',
  },
  {
    fr: 'profondeur profond profonde',
    en: 'depth deep',
  },
  {
    fr: 'superficie surface étendre étend étendue couvrir',
    en: 'area surface extent cover',
  },
  {
    fr: 'poids peser masse',
    en: 'weight weigh mass heavy',
  },
  {
    fr: 'vitesse rapide filer',
    en: 'speed fast',
  },
  {
    fr: 'participer participation participant rejoindre rejoint adhérer membre partenaire associer réunir rassembler regrouper',
    en: 'participate participation participant join member partner associate gather belong',
  },
  {
    fr: 'choisir choix sélectionner sélection retenir retenu désigner lauréat élire élu labelliser',
    en: 'choose chose chosen choice select selection pick designate winner win elect',
  },
  {
    fr: 'gagner remporter attribuer décerner récompenser lauréat lauréate',
    en: 'win won winner award laureate',
  },
  {
    fr: 'annoncer annonce dévoiler révéler présenter publier',
    en: 'announce announcement unveil reveal present publish disclose',
  },
  {
    fr: 'enquête enquêter sonder sondage interroger',
    en: 'survey poll interview',
  },
  {
    fr: 'plafond plafonner limite limiter maximum maximal',
    en: 'ceiling cap limit maximum maximal',
  },
  {
    fr: 'construire construit construction bâtir édifier ériger aménager',
    en: 'build built construct construction erect',
  },
  {
    fr: 'écrire écrit rédiger auteur autrice signer composer',
    en: 'write wrote written author sign compose',
  },
  {
    fr: 'habiter habitant vivre résider résident loger peupler population',
    en: 'live inhabitant inhabit reside resident population people',
  },
  {
    fr: 'posséder propriétaire propriété appartenir appartient détenir détient détenu',
    en: 'own owner ownership belong possess property hold held',
  },
  {
    fr: 'vendre vendu vente commercialiser écouler',
    en: 'sell sold sale market',
  },
  {
    fr: 'acheter achat acquérir acquis acquisition racheter rachat',
    en: 'buy bought purchase acquire acquisition',
  },
  {
    fr: 'augmenter augmentation accroître accru croissance hausse progresser progression',
    en: 'increase grow grew growth rise rose raise',
  },
  {
    fr: 'diminuer diminution baisser baisse réduire réduit réduction recul',
    en: 'decrease decline fall fell reduce reduction drop',
  },
  {
    fr: 'obliger obligation devoir exiger exigence imposer requérir nécessaire',
    en: 'oblige obligation must require requirement impose mandatory necessary',
  },
  {
    fr: 'permettre autoriser autorisation droit accès',
    en: 'allow permit permission authorise authorisation right eligible access',
  },
];

/** Terms of both languages that share a class. */
type Classes = ReadonlyMap<string, readonly SynonymClass[]>;

function stemsOf(words: string, language: Language): string[] {
  return [...new Set(words.split(' ').map((word) => stem(word, language)))];
}

function indexClasses(language: Language): Classes {
  const index = new Map<string, SynonymClass[]>();
  for (const one of CLASSES) {
    for (const term of stemsOf(one[language], language)) index.set(term, [...(index.get(term) ?? []), one]);
  }
  return index;
}

const BY_TERM: Readonly<Record<Language, Classes>> = { fr: indexClasses('fr'), en: indexClasses('en') };

/**
 * Index terms of `into` that say the same as a term of `from` where a question asks for it; without the term itself.
 *
 * @param asksWho whether the term stands where a question says what somebody does or is
 */
export function listSynonyms(term: string, from: Language, into: Language, asksWho: boolean): readonly string[] {
  const classes = (BY_TERM[from].get(term) ?? []).filter(({ onlyOfWho }) => asksWho || !onlyOfWho);
  return [...new Set(classes.flatMap((one) => stemsOf(one[into], into)))].filter((other) => other !== term);
}
