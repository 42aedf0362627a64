import baseball from "./baseball/messages/en.json";
import basketball from "./basketball/messages/en.json";
import football from "./football/messages/en.json";
import hockey from "./hockey/messages/en.json";
import tennis from "./tennis/messages/en.json";

/** What every page may call of a sport: markets, outcomes, moments, reasons. Other languages mirror its keys. */
export const en = { football, tennis, basketball, hockey, baseball };
