import football from "./football/messages/en.json" with { type: "json" };
import tennis from "./tennis/messages/en.json" with { type: "json" };

/** What every page may call of a sport: markets, outcomes, moments, reasons. Other languages mirror its keys. */
export const en = { football, tennis };
