import type { Language } from './domain.ts';

/**
 * Every error that a person or a program may meet: a stable code, its HTTP status, and what to say in both languages.
 * Codes are never reused for something else. `detail` names the cause and the way out; it never holds a path of the
 * server, a secret or a document's text.
 */

type Parameters = Readonly<Record<string, string | number>>;

interface Entry {
  readonly status: number;
  readonly title: Readonly<Record<Language, string>>;
  readonly detail: Readonly<Record<Language, string>>;
  /** The same call may succeed later without a change. */
  readonly retryable?: boolean;
}

/** `{name}` in a detail stands for a parameter of the error. */
const CATALOGUE = {
  // Requests
  invalid_request: {
    status: 400,
    title: { fr: 'Requête invalide', en: 'Invalid request' },
    detail: { fr: 'Le champ « {field} » est invalide : {problem}.', en: 'The field "{field}" is invalid: {problem}.' },
  },
  invalid_json: {
    status: 400,
    title: { fr: 'JSON illisible', en: 'Unreadable JSON' },
    detail: {
      fr: 'Le corps de la requête n’est pas du JSON valide : envoyez un objet JSON encodé en UTF-8.',
      en: 'The body is not valid JSON: send a JSON object encoded in UTF-8.',
    },
  },
  key_required: {
    status: 401,
    title: { fr: 'Clé manquante ou inconnue', en: 'Key missing or unknown' },
    detail: {
      fr: 'Envoyez une clé valide dans l’en-tête « Authorization: Bearer … » ; pour ajouter ou retirer des documents, celle d’ADMIN_API_KEY.',
      en: 'Send a valid key in the header "Authorization: Bearer …"; to add or remove documents, the one set as ADMIN_API_KEY.',
    },
  },
  key_not_allowed: {
    status: 403,
    title: { fr: 'Accès refusé', en: 'Access refused' },
    detail: {
      fr: 'Cette clé ne permet pas cette opération : utilisez une clé qui en a le droit.',
      en: 'This key does not allow this operation: use one that does.',
    },
  },
  origin_not_allowed: {
    status: 403,
    title: { fr: 'Origine refusée', en: 'Origin refused' },
    detail: {
      fr: 'Cette clé publique n’est pas valable pour le site qui l’emploie.',
      en: 'This public key is not valid for the site that uses it.',
    },
  },
  route_unknown: {
    status: 404,
    title: { fr: 'Adresse inconnue', en: 'Unknown address' },
    detail: {
      fr: 'Rien ne répond à cette adresse : voyez /docs pour la liste des adresses.',
      en: 'Nothing answers at this address: see /docs for the list of addresses.',
    },
  },
  document_unknown: {
    status: 404,
    title: { fr: 'Document inconnu', en: 'Unknown document' },
    detail: {
      fr: 'Aucun document n’a l’identifiant « {id} » : GET /v1/documents ou « sourcier documents » en donne la liste.',
      en: 'No document has the id "{id}": GET /v1/documents or "sourcier documents" lists them.',
    },
  },
  passage_unknown: {
    status: 404,
    title: { fr: 'Passage inconnu', en: 'Unknown passage' },
    detail: {
      fr: 'Aucun passage n’a l’identifiant « {id} » : il a pu être remplacé par une nouvelle version du document.',
      en: 'No passage has the id "{id}": a new version of its document may have replaced it.',
    },
  },
  citation_unknown: {
    status: 404,
    title: { fr: 'Citation inconnue', en: 'Unknown citation' },
    detail: {
      fr: 'Cette adresse ne désigne aucune citation : prenez le « permalink » d’une réponse, sans rien en couper.',
      en: 'This address names no citation: take the "permalink" of an answer, with nothing cut off.',
    },
  },
  file_unavailable: {
    status: 404,
    title: { fr: 'Fichier d’origine indisponible', en: 'Original file unavailable' },
    detail: {
      fr: 'Le fichier d’origine du document « {id} » n’est plus là, ou il a changé depuis l’indexation : relancez « sourcier ingest ».',
      en: 'The original file of the document "{id}" is gone or has changed since it was indexed: run "sourcier ingest" again.',
    },
  },
  method_not_allowed: {
    status: 405,
    title: { fr: 'Méthode non permise', en: 'Method not allowed' },
    detail: {
      fr: 'La méthode {method} n’est pas prise en charge à cette adresse : utilisez {allowed}.',
      en: 'The method {method} is not supported at this address: use {allowed}.',
    },
  },
  document_exists: {
    status: 409,
    title: { fr: 'Nom déjà pris', en: 'Name already taken' },
    detail: {
      fr: 'Le dossier du corpus contient déjà un document « {id} » : renommez le fichier, ou remplacez-le dans le corpus.',
      en: 'The corpus folder already holds a document "{id}": rename the file, or replace it in the corpus.',
    },
  },
  writer_busy: {
    status: 409,
    retryable: true,
    title: { fr: 'Une autre écriture est en cours', en: 'Another writer is at work' },
    detail: {
      fr: 'L’index est en cours d’écriture par {holder} : réessayez quand ce sera fini.',
      en: 'The index is being written by {holder}: try again when it is done.',
    },
  },
  writer_failed: {
    status: 503,
    retryable: true,
    title: { fr: 'Écriture interrompue', en: 'Writing was cut short' },
    detail: {
      fr: 'L’écriture de l’index s’est arrêtée avant la fin : rien n’a été changé, réessayez.',
      en: 'Writing the index ended before its time: nothing has been changed, try again.',
    },
  },
  too_large: {
    status: 413,
    title: { fr: 'Envoi trop volumineux', en: 'Too large' },
    detail: {
      fr: 'L’envoi dépasse la limite de {limit} : réduisez-le, ou relevez la limite (MAX_UPLOAD_MB pour les documents).',
      en: 'What was sent exceeds the limit of {limit}: make it smaller, or raise the limit (MAX_UPLOAD_MB for documents).',
    },
  },
  unsupported_type: {
    status: 415,
    title: { fr: 'Type non pris en charge', en: 'Unsupported type' },
    detail: {
      fr: 'Le type « {type} » n’est pas pris en charge ici : envoyez {expected}.',
      en: 'The type "{type}" is not supported here: send {expected}.',
    },
  },
  rate_limited: {
    status: 429,
    retryable: true,
    title: { fr: 'Trop de requêtes', en: 'Too many requests' },
    detail: {
      fr: 'La limite de requêtes est atteinte : réessayez dans {seconds} secondes.',
      en: 'The request limit is reached: try again in {seconds} seconds.',
    },
  },
  internal: {
    status: 500,
    title: { fr: 'Erreur interne', en: 'Internal error' },
    detail: {
      fr: 'Le service a rencontré une erreur inattendue. Signalez l’identifiant de la requête à son responsable.',
      en: 'The service met an unexpected error. Report the request id to whoever runs it.',
    },
  },
  overloaded: {
    status: 503,
    retryable: true,
    title: { fr: 'Service surchargé', en: 'Service overloaded' },
    detail: {
      fr: 'Le service est momentanément surchargé : réessayez dans quelques secondes.',
      en: 'The service is overloaded for the moment: try again in a few seconds.',
    },
  },

  // Files that cannot be read (422); the code is the reason in an ingestion report
  file_empty: {
    status: 422,
    title: { fr: 'Fichier vide', en: 'Empty file' },
    detail: {
      fr: 'Le fichier ne contient aucun texte : vérifiez qu’il a été copié en entier.',
      en: 'The file holds no text: check that it was copied whole.',
    },
  },
  file_encrypted: {
    status: 422,
    title: { fr: 'Fichier protégé', en: 'Protected file' },
    detail: {
      fr: 'Le fichier est chiffré ou protégé par un mot de passe : enregistrez-en une copie sans protection.',
      en: 'The file is encrypted or protected by a password: save a copy without protection.',
    },
  },
  file_damaged: {
    status: 422,
    title: { fr: 'Fichier endommagé', en: 'Damaged file' },
    detail: {
      fr: 'Le fichier est tronqué ou endommagé et ne peut pas être lu : obtenez-en une copie intacte.',
      en: 'The file is truncated or damaged and cannot be read: obtain an intact copy.',
    },
  },
  file_too_demanding: {
    status: 422,
    title: { fr: 'Fichier trop lourd à lire', en: 'File too demanding' },
    detail: {
      fr: 'La lecture du fichier demande trop de temps ou de mémoire et a été abandonnée : divisez-le, ou enregistrez-le à nouveau.',
      en: 'Reading the file takes too much time or memory and was given up: split it, or save it anew.',
    },
  },
  file_scanned: {
    status: 422,
    title: { fr: 'Document numérisé', en: 'Scanned document' },
    detail: {
      fr: 'Le document ne contient que des images de pages : passez-le d’abord à la reconnaissance de caractères (OCR).',
      en: 'The document holds only images of pages: run character recognition (OCR) on it first.',
    },
  },
  file_not_as_named: {
    status: 422,
    title: { fr: 'Contenu différent du nom', en: 'Not what its name says' },
    detail: {
      fr: 'Le contenu du fichier n’est pas celui qu’annonce son extension « {extension} » : renommez-le selon son vrai format.',
      en: 'The file’s content is not what its extension "{extension}" says: rename it after its true format.',
    },
  },
  file_not_text: {
    status: 422,
    title: { fr: 'Contenu binaire', en: 'Binary content' },
    detail: {
      fr: 'Le fichier n’est pas du texte en UTF-8, UTF-16 ou Windows-1252 : enregistrez-le en UTF-8.',
      en: 'The file is not text in UTF-8, UTF-16 or Windows-1252: save it as UTF-8.',
    },
  },
  file_type_unsupported: {
    status: 415,
    title: { fr: 'Format non pris en charge', en: 'Unsupported format' },
    detail: {
      fr: 'Le format « {extension} » n’est pas pris en charge : utilisez PDF, DOCX, HTML, Markdown ou texte.',
      en: 'The format "{extension}" is not supported: use PDF, DOCX, HTML, Markdown or text.',
    },
  },
  file_too_large: {
    status: 413,
    title: { fr: 'Fichier trop volumineux', en: 'File too large' },
    detail: {
      fr: 'Le fichier dépasse {limit} Mo : découpez-le, ou relevez MAX_UPLOAD_MB.',
      en: 'The file exceeds {limit} MB: split it, or raise MAX_UPLOAD_MB.',
    },
  },
  file_name_invalid: {
    status: 422,
    title: { fr: 'Nom de fichier invalide', en: 'Invalid file name' },
    detail: {
      fr: 'Le nom du fichier est vide ou ne contient aucun caractère utilisable : donnez-lui un nom simple avec son extension.',
      en: 'The file name is empty or holds no usable character: give it a plain name with its extension.',
    },
  },
  file_unreachable: {
    status: 422,
    title: { fr: 'Fichier inaccessible', en: 'File out of reach' },
    detail: {
      fr: 'Le fichier n’existe pas ou n’a pas pu être ouvert : vérifiez le chemin et les droits de lecture.',
      en: 'The file does not exist or could not be opened: check the path and the read permission.',
    },
  },
  file_outside_corpus: {
    status: 422,
    title: { fr: 'Fichier hors du corpus', en: 'File outside the corpus' },
    detail: {
      fr: 'Le fichier n’est pas dans le dossier du corpus : copiez-le dans CORPUS_DIR.',
      en: 'The file is not inside the corpus folder: copy it into CORPUS_DIR.',
    },
  },
  metadata_invalid: {
    status: 422,
    title: { fr: 'Métadonnées invalides', en: 'Invalid metadata' },
    detail: {
      fr: 'Les métadonnées du document sont illisibles ({problem}) : corrigez l’en-tête YAML ou le fichier .meta.yaml.',
      en: 'The document’s metadata cannot be read ({problem}): mend the YAML front matter or the .meta.yaml file.',
    },
  },

  // The index and the models
  index_missing: {
    status: 503,
    title: { fr: 'Aucun index', en: 'No index' },
    detail: {
      fr: 'Aucun index n’est prêt : lancez « sourcier ingest ».',
      en: 'No index is ready: run "sourcier ingest".',
    },
  },
  index_mismatch: {
    status: 503,
    title: { fr: 'Index construit avec d’autres réglages', en: 'Index built with other settings' },
    detail: {
      fr: 'L’index a été construit avec d’autres réglages ({changed}) : lancez « sourcier ingest » pour le reconstruire, ou rétablissez les réglages.',
      en: 'The index was built with other settings ({changed}): run "sourcier ingest" to rebuild it, or restore the settings.',
    },
  },
  index_damaged: {
    status: 503,
    title: { fr: 'Index endommagé', en: 'Damaged index' },
    detail: {
      fr: 'L’index est endommagé ({part}) : lancez « sourcier ingest », qui le répare à partir des fichiers ; si la base elle-même est illisible, déplacez sourcier.db, puis restaurez une sauvegarde (« sourcier restore ») ou relancez « sourcier ingest » (les documents retirés reviendront).',
      en: 'The index is damaged ({part}): run "sourcier ingest", which mends it from the files; where the database itself cannot be read, move sourcier.db away, then restore a backup ("sourcier restore") or run it again (withdrawn documents will come back).',
    },
  },
  index_unreadable: {
    status: 503,
    title: { fr: 'Index inaccessible', en: 'Index out of reach' },
    detail: {
      fr: 'Le dossier d’index ne peut pas être lu ({reason}) : vérifiez que INDEX_DIR désigne un dossier et que ses droits permettent de le lire.',
      en: 'The index folder cannot be read ({reason}): check that INDEX_DIR names a folder and that its permissions allow reading it.',
    },
  },
  index_unwritable: {
    status: 503,
    title: { fr: 'Index non inscriptible', en: 'Index not writable' },
    detail: {
      fr: 'Le dossier d’index ne peut pas être écrit ({reason}) : vérifiez INDEX_DIR, ses droits et l’espace disque.',
      en: 'The index folder cannot be written ({reason}): check INDEX_DIR, its permissions and the free disk space.',
    },
  },
  model_missing: {
    status: 503,
    title: { fr: 'Modèle introuvable', en: 'Model not found' },
    detail: {
      fr: 'Le modèle « {model} » n’est pas dans MODELS_DIR : copiez-le dans ce dossier, ou autorisez son téléchargement avec ALLOW_MODEL_DOWNLOAD=true.',
      en: 'The model "{model}" is not in MODELS_DIR: copy it into that folder, or allow its download with ALLOW_MODEL_DOWNLOAD=true.',
    },
  },
  model_download_failed: {
    status: 503,
    retryable: true,
    title: { fr: 'Téléchargement du modèle impossible', en: 'Model not downloaded' },
    detail: {
      fr: 'Le modèle « {model} » n’est pas dans MODELS_DIR et son téléchargement a échoué ({reason}) : réessayez, vérifiez EMBEDDING_MODEL, ou copiez ses fichiers dans MODELS_DIR.',
      en: 'The model "{model}" is not in MODELS_DIR and its download failed ({reason}): try again, check EMBEDDING_MODEL, or copy its files into MODELS_DIR.',
    },
  },
  model_unusable: {
    status: 503,
    title: { fr: 'Modèle inutilisable', en: 'Unusable model' },
    detail: {
      fr: 'Le modèle « {model} » ne peut pas être employé ({problem}) : restaurez ses fichiers dans MODELS_DIR, ou choisissez-en un autre au format ONNX, « feature-extraction » pour EMBEDDING_MODEL, « translation » pour TRANSLATION_MODEL.',
      en: 'The model "{model}" cannot be used ({problem}): restore its files in MODELS_DIR, or choose another one in ONNX format, "feature-extraction" for EMBEDDING_MODEL, "translation" for TRANSLATION_MODEL.',
    },
  },

  // Files named on the command line
  input_missing: {
    status: 422,
    title: { fr: 'Fichier introuvable', en: 'File not found' },
    detail: {
      fr: 'Le fichier « {file} » n’existe pas ou ne peut pas être lu : vérifiez son chemin.',
      en: 'The file "{file}" does not exist or cannot be read: check its path.',
    },
  },
  citations_missing: {
    status: 422,
    title: { fr: 'Aucune citation à vérifier', en: 'No citation to check' },
    detail: {
      fr: 'Le fichier « {file} » ne contient aucun lien permanent de citation (…/citations/…) : donnez une note produite par « sourcier brief » ou POST /v1/briefings.',
      en: 'The file "{file}" holds no permalink of a citation (…/citations/…): name a briefing made by "sourcier brief" or POST /v1/briefings.',
    },
  },

  // Evaluation
  evaluation_file_missing: {
    status: 422,
    title: { fr: 'Fichier d’évaluation introuvable', en: 'Evaluation file not found' },
    detail: {
      fr: 'Le fichier ou dossier « {file} » n’existe pas ou ne peut pas être lu : vérifiez ce qui est donné à « sourcier eval ».',
      en: 'The file or folder "{file}" does not exist or cannot be read: check what is given to "sourcier eval".',
    },
  },
  evaluation_file_invalid: {
    status: 422,
    title: { fr: 'Fichier d’évaluation invalide', en: 'Invalid evaluation file' },
    detail: {
      fr: 'Dans le fichier « {file} »{place} : {problem}. « sourcier eval --help » renvoie à la forme attendue.',
      en: 'In the file "{file}"{place}: {problem}. "sourcier eval --help" leads to the expected form.',
    },
  },
  backup_invalid: {
    status: 422,
    title: { fr: 'Sauvegarde inutilisable', en: 'Backup of no use' },
    detail: {
      fr: 'Ce fichier n’est pas une sauvegarde entière de cette version de Sourcier : rien n’a été changé. Prenez-en une autre, ou reconstruisez l’index par « sourcier ingest ».',
      en: 'This file is no whole backup of this version of Sourcier: nothing has been changed. Take another one, or build the index again with "sourcier ingest".',
    },
  },
  output_unwritable: {
    status: 422,
    title: { fr: 'Fichier non inscriptible', en: 'File not writable' },
    detail: {
      fr: 'Le fichier « {file} » ne peut pas être écrit ({reason}) : choisissez un dossier qui existe et où l’écriture est permise.',
      en: 'The file "{file}" cannot be written ({reason}): choose a folder that exists and allows writing.',
    },
  },

  // Starting
  setting_invalid: {
    status: 500,
    title: { fr: 'Réglage invalide', en: 'Invalid setting' },
    detail: {
      fr: 'Le réglage {setting} est invalide : {problem}.',
      en: 'The setting {setting} is invalid: {problem}.',
    },
  },
  prompt_invalid: {
    status: 500,
    title: { fr: 'Consigne invalide', en: 'Invalid prompt' },
    detail: {
      fr: 'Le fichier prompts/{name} est invalide : {problem}.',
      en: 'The file prompts/{name} is invalid: {problem}.',
    },
  },
  llm_package_missing: {
    status: 500,
    title: { fr: 'Paquet manquant', en: 'Package missing' },
    detail: {
      fr: 'LLM_PROVIDER={provider} demande un paquet qui n’est pas installé : lancez « npm install {package} ».',
      en: 'LLM_PROVIDER={provider} needs a package that is not installed: run "npm install {package}".',
    },
  },
  address_open: {
    status: 500,
    title: { fr: 'Démarrage refusé', en: 'Start refused' },
    detail: {
      fr: 'HOST={host} ouvre le service au réseau sans aucune clé : définissez API_KEYS ou PUBLIC_KEYS, ou ALLOW_ANONYMOUS=true si c’est voulu.',
      en: 'HOST={host} opens the service to the network without any key: set API_KEYS or PUBLIC_KEYS, or ALLOW_ANONYMOUS=true if that is meant.',
    },
  },
  address_unusable: {
    status: 500,
    title: { fr: 'Adresse inutilisable', en: 'Unusable address' },
    detail: {
      fr: 'Le service ne peut pas écouter sur {host}, port {port} ({reason}) : choisissez une adresse de cette machine pour HOST et un PORT autorisé (au-dessus de 1023 sans droits particuliers).',
      en: 'The service cannot listen on {host}, port {port} ({reason}): choose an address of this machine for HOST and a PORT that is allowed (above 1023 without special rights).',
    },
  },
  address_in_use: {
    status: 500,
    title: { fr: 'Port occupé', en: 'Port in use' },
    detail: {
      fr: 'Le port {port} est déjà occupé sur {host} : arrêtez l’autre service, ou choisissez un autre PORT.',
      en: 'Port {port} is already in use on {host}: stop the other service, or choose another PORT.',
    },
  },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof CATALOGUE;

/** Every code, for documentation and tests. */
export const ERROR_CODES = Object.keys(CATALOGUE) as ErrorCode[];

function fill(template: string, parameters: Parameters): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

/** A parameter whose words differ by language, for instance what is wrong with a field. */
export type LocalisedParameters = Readonly<Record<string, string | number | Readonly<Record<Language, string>>>>;

/** An error with a code of the catalogue. `message` is English, for logs; users see `title` and `detail`. */
export class SourcierError extends Error {
  override readonly name = 'SourcierError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly parameters: LocalisedParameters;

  constructor(code: ErrorCode, parameters: LocalisedParameters = {}, cause?: unknown) {
    super('', cause === undefined ? undefined : { cause });
    const entry: Entry = CATALOGUE[code];
    this.code = code;
    this.status = entry.status;
    this.retryable = entry.retryable ?? false;
    this.parameters = parameters;
    this.message = this.detail('en');
  }

  title(language: Language): string {
    return CATALOGUE[this.code].title[language];
  }

  detail(language: Language): string {
    const chosen: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(this.parameters)) {
      chosen[name] = typeof value === 'object' ? value[language] : value;
    }
    return fill(CATALOGUE[this.code].detail[language], chosen);
  }

  static is(error: unknown, code?: ErrorCode): error is SourcierError {
    return error instanceof SourcierError && (code === undefined || error.code === code);
  }
}
