import { feedConformance } from "../testing/conformance/index.ts";
import type { Emit } from "./provider.ts";

feedConformance("a provider of canonical messages", async () => {
  let emit: Emit = async () => undefined;
  return {
    provider: {
      id: "canonical",
      name: "Canonical messages",
      start: async (given) => {
        emit = given;
      },
      stop: async () => undefined,
      requestRecovery: async () => "none",
    },
    say: (message) => emit(message),
  };
});
