/** The accounts of demo mode. Their password is public: they never exist on a site that takes real money. */
export const DEMO_PASSWORD = "kick-off-at-evens";

export const DEMO_ACCOUNTS = [
  {
    email: "player@evens.example",
    displayName: "Alex",
    role: "player",
    country: "DE",
    currency: "EUR",
    playMoney: "1000",
  },
  {
    email: "second@evens.example",
    displayName: "Robin",
    role: "player",
    country: "SE",
    currency: "SEK",
    playMoney: "5000",
  },
  {
    email: "admin@evens.example",
    displayName: "Sam",
    role: "admin",
    country: "GB",
    currency: "GBP",
    playMoney: null,
  },
] as const;
