/** How pages look on this device: the viewer's last choice. Shared pages know a player's settings from these alone. */
export const THEME_COOKIE = "theme";
export const ODDS_FORMAT_COOKIE = "odds-format";
export const TIME_ZONE_COOKIE = "time-zone";
/** Which markets of an event are shown: see `readOpenMarkets`. */
export const OPEN_MARKETS_COOKIE = "evens.markets";
/** Favourite competitions and competitors, and pinned markets: see `readFavourites`. */
export const FAVOURITES_COOKIE = "evens.favourites";
export const PINNED_COOKIE = "evens.pinned";
/** How lists of events are shown: see `readBoardChoice`. */
export const BOARD_COOKIE = "evens.board";
/** Which market families a trader has opened or folded on the desk: see `readFolds`. */
export const DESK_FOLDS_COOKIE = "evens.desk";
/** The filters of the trading list that a trader has named: see `readViews`. */
export const TRADING_VIEWS_COOKIE = "evens.views";
/** "off" where "/" must not go to the search; for players and visitors alike. */
export const SEARCH_KEY_COOKIE = "search-key";

/** Replaces the session's cookie where a page is rendered for everybody who is signed in. */
export const SIGNED_IN_MARK = "signed-in";
/** next-auth's cookie, which it splits where it is large. */
export const SESSION_COOKIE = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/;
