import type { Interest } from "#server/review/model.ts";

/**
 * The demo's story: invented people and initiatives in three real priority neighbourhoods. Small, believable, always the same,
 * so that journeys can name them. Addresses end in `.test`, which no mail ever reaches.
 */
export const FUND_NAME = "Fonds d’initiatives citoyennes";

const DEMO_FIGURE = "Chiffre arrondi pour la démonstration";

export const COMMUNES = [
  { kind: "commune", code: "75056", slug: "paris", name: "Paris", residents: 2_100_000 },
  { kind: "commune", code: "01053", slug: "bourg-en-bresse", name: "Bourg-en-Bresse", residents: 42_000 },
  { kind: "commune", code: "02691", slug: "saint-quentin", name: "Saint-Quentin", residents: 52_000 },
] as const;

export const NEIGHBOURHOODS = [
  {
    kind: "neighbourhood",
    code: "QN07511M",
    slug: "goutte-d-or",
    name: "Goutte d’Or",
    parentCode: "75056",
    communeCodes: ["75056"],
    residents: 21_300,
  },
  {
    kind: "neighbourhood",
    code: "QN00102M",
    slug: "croix-blanche",
    name: "Croix Blanche",
    parentCode: "01053",
    communeCodes: ["01053"],
    residents: 2_900,
  },
  {
    kind: "neighbourhood",
    code: "QN00201M",
    slug: "europe",
    name: "Europe",
    parentCode: "02691",
    communeCodes: ["02571", "02691"],
    residents: 5_400,
  },
] as const;

export const RESIDENTS_SOURCE = DEMO_FIGURE;

export type NeighbourhoodSlug = (typeof NEIGHBOURHOODS)[number]["slug"];

/** Those who hold an office in the whole fund. */
export const OFFICERS = [
  { name: "Nadia Benali", email: "nadia.benali@fonds.test", role: "administrator" },
  { name: "Hélène Marchand", email: "helene.marchand@fonds.test", role: "authorising_officer" },
  { name: "Karim Diallo", email: "karim.diallo@fonds.test", role: "treasurer" },
  { name: "Thomas Leroy", email: "thomas.leroy@fonds.test", role: "officer" },
  { name: "Awa Traoré", email: "awa.traore@jury.test", role: "juror" },
  { name: "Julien Petit", email: "julien.petit@jury.test", role: "juror" },
  { name: "Samira Haddad", email: "samira.haddad@jury.test", role: "juror" },
] as const;

export type Line = { account: string; label: string; euros: string };

export type Idea = {
  collective: string;
  territory: NeighbourhoodSlug;
  referent: { name: string; email: string };
  member: { name: string; email: string };
  answers: {
    presentation: string;
    participants: string;
    title: string;
    summary: string;
    audience: string[];
    period: string;
    place: string;
    needs: string;
  };
  forecast: Line[];
  /** What the officer says of it. */
  instruction:
    | { outcome: "admissible"; doubt?: { article: string; question: string; answer: string } }
    | { outcome: "inadmissible"; article: string; reason: string };
  /** Each juror's marks in the order of the grid (null: does not know), or the interest that recuses. */
  jury: [JurorMarks, JurorMarks, JurorMarks];
};

export type JurorMarks = { marks: (0 | 1 | 2 | 3 | null)[]; reasons: string } | { interest: Interest };

const idea = (one: Idea): Idea => one;

export const IDEAS: Idea[] = [
  idea({
    collective: "Les jardins de la Goutte d’Or",
    territory: "goutte-d-or",
    referent: { name: "Fatou Camara", email: "fatou.camara@collectif.test" },
    member: { name: "Mehdi Slimani", email: "mehdi.slimani@collectif.test" },
    answers: {
      presentation:
        "Dix voisines et voisins de la rue Myrha. Nous arrosons déjà les bacs du square depuis deux ans.",
      participants: "14",
      title: "Le jardin du pied de l’immeuble",
      summary:
        "Nous plantons un jardin partagé au pied du 34. Chaque samedi, un atelier apprend à semer, composter et cuisiner. La récolte va au repas de quartier.",
      audience: ["everyone"],
      period: "De septembre 2026 à juin 2027, chaque samedi matin",
      place: "Cour du 34, rue Myrha",
      needs: "Le bailleur a donné son accord écrit pour la cour.",
    },
    forecast: [
      { account: "60", label: "Terre, bacs, outils et graines", euros: "3 150,50" },
      { account: "62", label: "Intervenante en jardinage, dix ateliers", euros: "2 400" },
      { account: "61", label: "Assurance", euros: "180" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "4 980,50" },
      { account: "75", label: "Dons des voisines et voisins", euros: "750" },
    ],
    instruction: {
      outcome: "admissible",
      doubt: {
        article: "INS-4",
        question: "Pouvez-vous dire qui ouvrira la cour le samedi ?",
        answer: "Fatou a la clé, et le gardien en garde une seconde.",
      },
    },
    jury: [
      { marks: [3, 3, 2, 3, 2], reasons: "Un besoin dit par les habitantes, une équipe déjà là." },
      { interest: "neighbour" },
      { marks: [3, 2, 3, 3, 2], reasons: "Budget clair et accord du bailleur." },
    ],
  }),
  idea({
    collective: "Ondes du quartier",
    territory: "goutte-d-or",
    referent: { name: "Lamine Keita", email: "lamine.keita@collectif.test" },
    member: { name: "Chloé Robert", email: "chloe.robert@collectif.test" },
    answers: {
      presentation: "Des jeunes et des anciens qui enregistrent les histoires de la rue de la Charbonnière.",
      participants: "9",
      title: "Une radio faite par les jeunes et leurs grands-parents",
      summary:
        "Chaque mois, une émission d’une heure sur la vie du quartier. Les jeunes tiennent la technique, les anciens racontent. On l’écoute au café et en ligne.",
      audience: ["young", "elders"],
      period: "D’octobre 2026 à juin 2027",
      place: "Salle Saint-Bruno",
      needs: "",
    },
    forecast: [
      { account: "60", label: "Micros, enregistreur, câbles", euros: "2 200" },
      { account: "62", label: "Formation au montage", euros: "2 600" },
      { account: "61", label: "Location de la salle", euros: "900" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "4 900" },
      { account: "74", label: "Ville de Paris, demandé", euros: "800" },
    ],
    instruction: { outcome: "admissible" },
    jury: [
      { marks: [2, 3, 2, 2, 2], reasons: "Les jeunes décident du contenu." },
      { marks: [2, 2, 2, 3, 1], reasons: "Bonne idée, la suite reste à écrire." },
      { marks: [2, 3, null, 2, 2], reasons: "Je ne sais pas juger la technique." },
    ],
  }),
  idea({
    collective: "Les mamans de la rue Léon",
    territory: "goutte-d-or",
    referent: { name: "Aminata Sow", email: "aminata.sow@collectif.test" },
    member: { name: "Rosa Fernandes", email: "rosa.fernandes@collectif.test" },
    answers: {
      presentation: "Sept mères qui se relaient pour l’aide aux devoirs.",
      participants: "7",
      title: "Devoirs et goûter, quatre soirs par semaine",
      summary:
        "Après l’école, les enfants font leurs devoirs avec des voisins étudiants. Un goûter les attend. Les parents apprennent à suivre le carnet.",
      audience: ["children", "families"],
      period: "De septembre 2026 à juin 2027, hors vacances",
      place: "Centre social, rue Léon",
      needs: "Deux familles demandent un accueil adapté au fauteuil.",
    },
    forecast: [
      { account: "60", label: "Goûters", euros: "2 100" },
      { account: "60", label: "Cahiers, jeux, livres", euros: "900" },
      { account: "62", label: "Indemnités des étudiantes et étudiants", euros: "3 000" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "4 700" },
      { account: "74", label: "Caisse d’allocations familiales, demandé", euros: "1 300" },
    ],
    instruction: { outcome: "admissible" },
    jury: [
      { marks: [3, 2, 2, 3, 2], reasons: "Un vrai besoin, des horaires qui aident." },
      { marks: [3, 2, 3, 2, 2], reasons: "Équipe sérieuse." },
      { marks: [3, 3, 2, 3, 1], reasons: "Les mères décident de tout." },
    ],
  }),
  idea({
    collective: "Croix Blanche en selle",
    territory: "croix-blanche",
    referent: { name: "Yanis Morel", email: "yanis.morel@collectif.test" },
    member: { name: "Inès Belkacem", email: "ines.belkacem@collectif.test" },
    answers: {
      presentation: "Un groupe d’habitants qui réparent des vélos au pied des tours.",
      participants: "11",
      title: "Un atelier vélo ouvert le mercredi",
      summary:
        "On répare son vélo avec quelqu’un qui sait. Les vélos abandonnés sont remis en état et donnés. Six adultes apprennent à pédaler.",
      audience: ["everyone", "young"],
      period: "De septembre 2026 à juillet 2027",
      place: "Local du bâtiment C, Croix Blanche",
      needs: "",
    },
    forecast: [
      { account: "60", label: "Outils et pièces", euros: "3 400" },
      { account: "61", label: "Assurance du local", euros: "320" },
      { account: "62", label: "Mécanicienne, douze séances", euros: "2 280" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "5 200" },
      { account: "75", label: "Dons", euros: "800" },
    ],
    instruction: { outcome: "admissible" },
    jury: [
      { marks: [2, 3, 3, 3, 3], reasons: "Simple, utile, durable." },
      { marks: [2, 2, 3, 3, 2], reasons: "Le local est prêt." },
      { marks: [2, 3, 3, 2, 3], reasons: "Les vélos restent au quartier." },
    ],
  }),
  idea({
    collective: "La table de Croix Blanche",
    territory: "croix-blanche",
    referent: { name: "Monique Girard", email: "monique.girard@collectif.test" },
    member: { name: "Sonia Ferhat", email: "sonia.ferhat@collectif.test" },
    answers: {
      presentation: "Des retraitées et de jeunes parents qui cuisinent ensemble.",
      participants: "12",
      title: "Un repas de quartier chaque mois",
      summary:
        "Chaque mois, un immeuble invite les autres. On cuisine ensemble la veille. Chacun paie ce qu’il peut.",
      audience: ["everyone", "elders", "families"],
      period: "D’octobre 2026 à juin 2027",
      place: "Maison de quartier",
      needs: "",
    },
    forecast: [
      { account: "60", label: "Denrées et vaisselle", euros: "3 600" },
      { account: "61", label: "Location de la cuisine", euros: "600" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "3 300" },
      { account: "70", label: "Participation des convives", euros: "900" },
      { account: "86", label: "Temps donné par les bénévoles", euros: "2 000" },
      { account: "87", label: "Bénévolat", euros: "2 000" },
    ],
    instruction: { outcome: "admissible" },
    jury: [
      { marks: [2, 2, 2, 3, 1], reasons: "Chaleureux et ouvert." },
      { marks: [2, 3, 2, 3, 2], reasons: "Les immeubles se parlent enfin." },
      { interest: "family" },
    ],
  }),
  idea({
    collective: "Studio Tour 6",
    territory: "croix-blanche",
    referent: { name: "Dylan Perrin", email: "dylan.perrin@collectif.test" },
    member: { name: "Maëva Costa", email: "maeva.costa@collectif.test" },
    answers: {
      presentation: "Huit jeunes qui écrivent et enregistrent.",
      participants: "8",
      title: "Un studio pour écrire et enregistrer",
      summary:
        "Deux après-midi par semaine, on écrit, on enregistre, on apprend le matériel. Un concert au pied de la tour ferme l’année.",
      audience: ["young"],
      period: "De novembre 2026 à juin 2027",
      place: "Sous-sol de la tour 6",
      needs: "",
    },
    forecast: [
      { account: "60", label: "Matériel d’enregistrement", euros: "4 200" },
      { account: "62", label: "Ingénieure du son, vingt séances", euros: "3 000" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "6 300" },
      { account: "75", label: "Cagnotte", euros: "900" },
    ],
    instruction: { outcome: "admissible" },
    jury: [
      { marks: [2, 3, 1, 2, 1], reasons: "L’envie est là, le budget est lourd." },
      { marks: [2, 3, 2, 2, 1], reasons: "Le bail du sous-sol manque encore." },
      { marks: [1, 3, 2, 2, 1], reasons: "À suivre." },
    ],
  }),
  idea({
    collective: "Les cousettes d’Europe",
    territory: "europe",
    referent: { name: "Khadija Amrani", email: "khadija.amrani@collectif.test" },
    member: { name: "Brigitte Lefevre", email: "brigitte.lefevre@collectif.test" },
    answers: {
      presentation: "Un groupe de couturières amateures du quartier Europe.",
      participants: "10",
      title: "Coudre, réparer, transmettre",
      summary:
        "Un atelier de couture ouvert deux fois par semaine. On répare ses vêtements, on apprend, on parle. Trois participantes préparent un diplôme.",
      audience: ["everyone"],
      period: "De septembre 2026 à juin 2027",
      place: "Espace Europe, Saint-Quentin",
      needs: "Une table réglable en hauteur est prévue.",
    },
    forecast: [
      { account: "60", label: "Machines, tissus, fils", euros: "3 900" },
      { account: "62", label: "Formatrice", euros: "2 700" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "5 400" },
      { account: "75", label: "Cotisations", euros: "300" },
      { account: "74", label: "Ville de Saint-Quentin, obtenu", euros: "900" },
    ],
    instruction: { outcome: "admissible" },
    jury: [
      { marks: [3, 3, 3, 3, 3], reasons: "Un projet complet, qui mène à un métier." },
      { marks: [3, 2, 3, 3, 3], reasons: "Très solide." },
      { marks: [2, 3, 3, 3, 3], reasons: "Des habitantes à chaque étape." },
    ],
  }),
  idea({
    collective: "Canal propre",
    territory: "europe",
    referent: { name: "Rachid Ouali", email: "rachid.ouali@collectif.test" },
    member: { name: "Élodie Martin", email: "elodie.martin@collectif.test" },
    answers: {
      presentation: "Des pêcheurs et des familles entre Saint-Quentin et Omissy.",
      participants: "16",
      title: "Le canal, notre plage",
      summary:
        "Quatre grands nettoyages du canal, des bancs posés par les habitants, une fête de l’eau en juin.",
      audience: ["everyone", "families"],
      period: "De mars à juin 2027",
      place: "Berges du canal, Saint-Quentin et Omissy",
      needs: "",
    },
    forecast: [
      { account: "60", label: "Gants, pinces, bois des bancs", euros: "2 450" },
      { account: "61", label: "Location de barques", euros: "650" },
      { account: "62", label: "Affiches et fête", euros: "1 400" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "3 900" },
      { account: "74", label: "Commune d’Omissy, demandé", euros: "600" },
    ],
    instruction: { outcome: "admissible" },
    jury: [
      { marks: [2, 2, 2, 3, 2], reasons: "Deux communes réunies." },
      { marks: [2, 3, 2, 3, 2], reasons: "Accord de navigation à confirmer." },
      { marks: [3, 2, 2, 3, 1], reasons: "Utile à tous." },
    ],
  }),
  idea({
    collective: "Boutique du Levant",
    territory: "europe",
    referent: { name: "Patrick Noël", email: "patrick.noel@collectif.test" },
    member: { name: "Sylvie Noël", email: "sylvie.noel@collectif.test" },
    answers: {
      presentation: "Une boutique familiale du quartier.",
      participants: "3",
      title: "Rénover la vitrine de la boutique",
      summary: "Nous changeons la vitrine et l’enseigne de la boutique pour attirer plus de clients.",
      audience: ["everyone"],
      period: "Septembre 2026",
      place: "Avenue du Levant",
      needs: "",
    },
    forecast: [
      { account: "60", label: "Vitrine et enseigne", euros: "5 000" },
      { account: "74-fund", label: "Fonds d’initiatives citoyennes", euros: "3 900" },
      { account: "75", label: "Apport", euros: "1 100" },
    ],
    instruction: {
      outcome: "inadmissible",
      article: "INS-5",
      reason: "La dépense profite à un commerce privé et non aux habitantes et habitants du quartier.",
    },
    jury: [
      { marks: [0, 0, 1, 0, 0], reasons: "" },
      { marks: [0, 0, 1, 0, 0], reasons: "" },
      { marks: [0, 0, 1, 0, 0], reasons: "" },
    ],
  }),
];

/** The residents who received a code, in the order of the letters. */
export const RESIDENTS: { name: string; territory: NeighbourhoodSlug }[] = [
  "Adama Cissé",
  "Agnès Dubois",
  "Ali Mansour",
  "Aïcha Bamba",
  "Bernard Roux",
  "Binta Diop",
  "Camille Faure",
  "Dalila Zerrouki",
  "Denis Colin",
  "Djibril Ba",
  "Emma Leclerc",
  "Fanta Koné",
  "Farid Hamdi",
  "Gisèle Blanc",
]
  .map((name) => ({ name, territory: "goutte-d-or" as NeighbourhoodSlug }))
  .concat(
    [
      "Hakim Sahli",
      "Hawa Touré",
      "Hugo Mercier",
      "Ibrahim Fall",
      "Jacqueline Brun",
      "Jamila Rahmani",
      "Jean Lambert",
      "Kenza Ait",
      "Laura Muller",
      "Leïla Nasri",
      "Louis Garnier",
      "Malika Taleb",
      "Mariam Sylla",
    ].map((name) => ({ name, territory: "croix-blanche" as NeighbourhoodSlug })),
    [
      "Martine Caron",
      "Michel Legrand",
      "Nassim Cherif",
      "Odile Renard",
      "Omar Benyahia",
      "Pauline Henry",
      "Rania Khelifi",
      "Roger Masson",
      "Salif Sanogo",
      "Sandrine Picard",
      "Tarek Lounis",
      "Thérèse Gautier",
      "Zohra Meziane",
    ].map((name) => ({ name, territory: "europe" as NeighbourhoodSlug })),
  );
