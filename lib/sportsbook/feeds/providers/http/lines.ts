/** No message is longer; a stream that says so much without an end of line is not a feed. */
const LINE_LENGTH_MAX = 1_048_576;

/** The lines of a stream of UTF-8 text, as they become whole. What follows the last end of line was cut off and is left. */
export async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let held = "";
  for await (const chunk of body) {
    held += decoder.decode(chunk, { stream: true });
    const lines = held.split("\n");
    held = lines.pop() ?? "";
    yield* lines;
    if (held.length > LINE_LENGTH_MAX) throw new Error("a line without an end");
  }
}
