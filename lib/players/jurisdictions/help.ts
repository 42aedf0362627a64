/** Somebody to talk to about gambling, who is independent of us and free of charge. */
export type Helpline = { name: string; phone?: string; url: string };

const INTERNATIONAL: Helpline = { name: "Gambling Therapy", url: "https://www.gamblingtherapy.org" };

const HELPLINES: Readonly<Record<string, Helpline>> = {
  GB: {
    name: "National Gambling Helpline (GamCare)",
    phone: "0808 8020 133",
    url: "https://www.gamcare.org.uk",
  },
  DE: { name: "BIÖG: Check dein Spiel", phone: "0800 1 37 27 00", url: "https://www.check-dein-spiel.de" },
  ES: { name: "FEJAR", phone: "900 200 225", url: "https://fejar.org" },
  NL: { name: "Loket Kansspel", phone: "0800 24 000 22", url: "https://loketkansspel.nl" },
  SE: { name: "Stödlinjen", phone: "020-81 91 00", url: "https://www.stodlinjen.se" },
  MT: { name: "Responsible Gaming Foundation", phone: "1777", url: "https://www.rgf.org.mt" },
};

/** Where residents of the country find help with their gambling, the nearest first. */
export const helplinesOf = (country: string): Helpline[] => {
  const own = HELPLINES[country];
  return own ? [own, INTERNATIONAL] : [INTERNATIONAL];
};
