import type { Language } from '../domain.ts';
import { stem } from './stem.ts';

/**
 * Words of one root whose stems differ: a question says « qui dirige », the document « directeur ». Verbs with the nouns
 * of what they do and of who does it; only families that the stemmer does not hold together already.
 */
const FAMILIES: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    'diriger dirige dirigé dirigeant directeur directrice direction',
    'rédiger rédige rédacteur rédactrice rédaction',
    'construire construit constructeur construction',
    'produire produit producteur productrice production',
    'conduire conduit conducteur conductrice conduite',
    'détruire détruit destructeur destruction',
    'traduire traduit traducteur traductrice traduction',
    'introduire introduit introduction',
    'réduire réduit réduction',
    'séduire séduit séduction',
    'instruire instruit instructeur instruction',
    'élire élu élue élection électeur',
    'lire lecteur lectrice lecture',
    'écrire écrit écrivain écriture',
    'décrire décrit description',
    'inscrire inscrit inscription',
    'souscrire souscrit souscription souscripteur',
    'prescrire prescrit prescription prescripteur',
    'protéger protège protecteur protection',
    'corriger corrige correcteur correctrice correction',
    'agir acteur actrice action',
    'concevoir conçoit conçu concepteur conceptrice conception',
    'percevoir perçoit perçu perception',
    'décider décide décision décideur',
    'diviser divise division',
    'admettre admet admis admission',
    'transmettre transmet transmis transmission',
    'émettre émet émis émission émetteur',
    'étendre étend étendu étendue extension',
    'suspendre suspend suspendu suspension',
    'répondre répond répondu réponse',
    'vendre vend vendu vendeur vendeuse vente',
    'perdre perd perdu perte',
    'naître naît né née naissance',
    'mourir meurt mort morte décès décédé décédée',
    'vivre vit vécu vie',
    'ouvrir ouvre ouvert ouverture',
    'couvrir couvre couvert couverture',
    'découvrir découvre découvert découverte découvreur',
    'offrir offre offert',
    'résoudre résout résolu résolution',
    'dissoudre dissout dissolution',
    'détenir détient détenu détenteur détentrice détention',
    'maintenir maintient maintenu maintien',
    'soutenir soutient soutenu soutien',
    'appartenir appartient appartenance',
    'prévoir prévoit prévu prévision',
    'acquérir acquiert acquis acquéreur acquisition',
    'conquérir conquiert conquis conquérant conquête',
    'croître croît croissance',
    'accroître accroît accru accroissement',
    'disparaître disparaît disparu disparition',
    'apparaître apparaît apparu apparition',
    'choisir choisit choisi choix',
    'succéder succède successeur succession',
    'posséder possède possession possesseur',
    'céder cède cession',
    'exclure exclut exclu exclusion',
    'conclure conclut conclu conclusion',
    'adhérer adhère adhérent adhésion',
    'rompre rompt rompu rupture',
    'élargir élargit élargi élargissement',
    'inventer invente inventeur inventrice invention',
    'composer compose compositeur compositrice composition',
  ],
  en: [
    'lead leads led leader leadership',
    'choose chooses chose chosen choice',
    'decide decides decided decision',
    'die dies died dead death',
    'born birth',
    'sell sells sold seller sale',
    'lose loses lost loss',
    'grow grows grew grown growth',
    'produce produces produced producer production',
    'receive receives received receipt reception',
    'describe describes described description',
    'build builds built builder',
    'write writes wrote written writer',
    'speak speaks spoke spoken speaker speech',
    'win wins won winner',
    'succeed succeeds succeeded successor succession',
    'expand expands expanded expansion',
    'acquire acquires acquired acquisition',
    'destroy destroys destroyed destruction',
    'reduce reduces reduced reduction',
  ],
};

function indexFamilies(language: Language): ReadonlyMap<string, readonly string[]> {
  const families = new Map<string, readonly string[]>();
  for (const family of FAMILIES[language]) {
    const stems = [...new Set(family.split(' ').map((word) => stem(word, language)))];
    for (const member of stems) families.set(member, [...new Set([...(families.get(member) ?? []), ...stems])]);
  }
  return families;
}

const BY_STEM: Readonly<Record<Language, ReadonlyMap<string, readonly string[]>>> = {
  fr: indexFamilies('fr'),
  en: indexFamilies('en'),
};

/** Index terms of the same root, without the term itself; none for most words. */
export function listRelatives(term: string, language: Language): readonly string[] {
  return (BY_STEM[language].get(term) ?? []).filter((relative) => relative !== term);
}
