import "server-only";
import { cookies } from "next/headers";
import { type BoardChoice, type Grouping, readBoardChoice } from "#components/board/choice.ts";
import { BOARD_COOKIE } from "#lib/core/cookies.ts";

/** How this page shows its lists: as its address says, else as this device remembers, else as usual. */
export const boardChoice = async (
  asked: Record<string, string | string[] | undefined>,
  usual: Grouping,
): Promise<BoardChoice> => readBoardChoice((await cookies()).get(BOARD_COOKIE)?.value, asked, usual);
