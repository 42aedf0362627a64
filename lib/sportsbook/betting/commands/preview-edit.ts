import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineQuery } from "#lib/players/index.ts";
import { previewEdit } from "../edit/preview.ts";
import { type EditPreview, PreviewEditInput } from "../edit/schema.ts";

/** What an edit of an open bet would come to now: its value, the new odds and return, and what stands in the way. */
export const previewEditQuery = defineQuery({
  name: "bet.preview_edit",
  summary: "What putting another bet in the place of an open one would come to now.",
  actor: "player",
  input: PreviewEditInput,
  refusals: { bet_ended: 409 },
  run: ({ input, actor }): Promise<Outcome<EditPreview, { code: "bet_ended" }>> => previewEdit(actor, input),
});
