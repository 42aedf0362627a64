/** The maximum length of a message; a stream without a line break for this long is not a feed. */
const LINE_LENGTH_MAX = 1_048_576;

/** The complete lines of a stream of UTF-8 text. Anything after the last line break was cut off and is dropped. */
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
