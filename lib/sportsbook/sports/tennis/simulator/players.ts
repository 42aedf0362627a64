export type SimulatedPlayer = {
  id: string;
  name: string;
  shortName: string;
  countryCode: string;
  /** Added to and taken from the probability of a point on serve. */
  serve: number;
  return: number;
};

/** Invented players of each tour, the strongest first: country and name. */
const MEN = `
hr Luka Marasović|es Adrián Belmonte|it Matteo Sorrentini|ru Ilya Karpenko|us Tyler Brandt|au Jack Holloway|rs Nemanja Vidaković|fr Théo Lacombe
de Jonas Winterfeld|ar Facundo Iriarte|gb-eng Oliver Ashdown|ca Étienne Gauvreau|pl Kacper Zieliński|gr Nikos Delivorias|nl Sander Hoekman|cz Radek Havlín
cl Tomás Errázuriz|no Sondre Lystad|bg Dimo Karadzhov|us Marcus Whitlow|jp Haruto Ishiguro|fr Baptiste Morvan|ch Reto Amstutz|kz Daniyar Seitov
es Íñigo Larrañaga|it Lorenzo Bassani|at Felix Obermayr|br Thiago Meirelles|au Liam Corrigan|se Elias Norrby|de Moritz Kesselring|be Arne Verhulst
hu Bence Kálnoky|pt Duarte Sampaio|kr Min-jae Seo|fi Aleksi Rantala|dk Mikkel Thorsager|za Ruan Botes|ar Bautista Quiroga|us Devin Ransome
sk Marek Hudák|si Žiga Kranjec|ro Radu Ionașcu|gb-sct Callum Drysdale|tw Wei-lun Chang|uy Joaquín Etcheverry|lt Matas Grigas|nz Hamish Tregear`;

const WOMEN = `
pl Zofia Brodzka|us Kayla Merritt|cz Tereza Novotníková|ru Daria Velichko|kz Aliya Nurlanova|fr Manon Delacourt|it Giulia Ferrante|ua Oksana Lysenko
es Carla Montesinos|au Isla Pemberton|de Lena Aschenbach|jp Aoi Kitamura|br Beatriz Falcão|ca Chloé Desrosiers|hr Petra Lovrić|ro Ioana Drăgan
us Brianna Colfax|be Elise Vandamme|rs Mila Stojković|cn Yuhan Lin|gr Eleni Vasilaki|lv Anete Krūmiņa|gb-eng Harriet Lyle|ch Noemi Zurbriggen
sk Kristína Baranová|nl Fleur Dekkers|ar Valentina Robledo|hu Dorka Szentesi|us Autumn Gaines|dk Freja Halvorsen|at Sophie Brandauer|bg Viktoria Ganeva
co Mariana Arciniegas|si Nika Bregar|fi Emilia Saarela|tw Yi-chen Hsu|eg Nour Fahmy|tn Yasmine Trabelsi|se Alva Engdahl|no Ingrid Solbakken
kr Seo-yeon Baek|mx Renata Olvera|pt Matilde Furtado|ee Liisa Tammik|th Pimchanok Sae-tang|in Ananya Kulkarni|cl Antonia Larraín|nz Phoebe Marsden`;

const slug = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, "-");

/** From the first to the last of a tour: a favourite wins about three points in a hundred more on either serve. */
const SPREAD = 0.07;

const tourOf = (lines: string): SimulatedPlayer[] => {
  const entries = lines.trim().split(/[|\n]/);
  return entries.map((entry, rank) => {
    const [countryCode = "", ...names] = entry.split(" ");
    const name = names.join(" ");
    const strength = SPREAD * (0.5 - rank / (entries.length - 1));
    // Big servers give away on return what they gain on serve.
    const style = 0.02 * Math.sin(rank * 2.4);
    return {
      id: `tennis-${slug(name)}`,
      name,
      shortName: names.at(-1) ?? name,
      countryCode,
      serve: strength / 2 + style,
      return: strength / 2 - style,
    };
  });
};

/** The mean probability of a point on serve: men's serves are faster. */
export const TOURS = {
  men: { players: tourOf(MEN), onServe: 0.64 },
  women: { players: tourOf(WOMEN), onServe: 0.57 },
} as const;

export type Tour = keyof typeof TOURS;
