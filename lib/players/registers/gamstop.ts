import {
  askRegister,
  type Register,
  type RegisterAnswer,
  type RegisterPerson,
  RegisterUnavailable,
} from "./register.ts";

const ANSWERS: Readonly<Record<string, RegisterAnswer["answer"]>> = {
  Y: "excluded",
  N: "clear",
  P: "formerly_excluded",
};

const fieldsOf = (person: RegisterPerson): Record<string, string> => ({
  firstName: person.firstName ?? "",
  lastName: person.lastName ?? "",
  dateOfBirth: person.birthDate,
  email: person.email,
  postcode: person.postcode ?? "",
  ...(person.mobile && { mobile: person.mobile }),
});

/**
 * The shape of GAMSTOP's interface, as two public clients use it: one person is a POST of form fields to the address, answered by the
 * header `X-Exclusion` (Y excluded, N not, P formerly); up to 1,000 people are a JSON list at `/batch`, answered by a list of
 * `{ exclusion }` in the same order. `X-API-Key` names the operator, `X-Unique-Id` the question.
 */
export const gamstop = (id: Register["id"], url: string, key: string): Register => ({
  id,
  needs: ["firstName", "lastName", "postcode"],
  batchMax: 1_000,
  ask: async (people) => {
    const headers = { "x-api-key": key };
    const [first] = people;
    if (people.length === 1 && first) {
      const body = new URLSearchParams(fieldsOf(first));
      const response = await askRegister(url, { method: "POST", headers, body });
      const answer = ANSWERS[response.headers.get("x-exclusion") ?? ""];
      if (!answer) throw new RegisterUnavailable("the register gave no answer");
      return [{ answer, reference: response.headers.get("x-unique-id") }];
    }
    const response = await askRegister(`${url}/batch`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(people.map(fieldsOf)),
    });
    const reference = response.headers.get("x-unique-id");
    const list: unknown = await response.json().catch(() => null);
    if (!Array.isArray(list) || list.length !== people.length)
      throw new RegisterUnavailable("the register answered about other people");
    return list.map((each: { exclusion?: string }) => {
      const answer = ANSWERS[each?.exclusion ?? ""];
      if (!answer) throw new RegisterUnavailable("the register gave no answer");
      return { answer, reference };
    });
  },
});
