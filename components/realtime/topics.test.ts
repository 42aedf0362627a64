import { expect, it } from "vitest";
import { eventTopic } from "#lib/realtime/client/index.ts";
import { createTopics } from "./topics.ts";

const [one, two] = [eventTopic("one"), eventTopic("two")];
type Topic = typeof one;

const carrier = () => {
  const followed: Topic[] = [];
  return {
    followed,
    follow: (topic: Topic) => {
      followed.push(topic);
      return () => void followed.splice(followed.indexOf(topic), 1);
    },
  };
};

it("hands what was followed before to the connection, and what comes after", () => {
  const topics = createTopics();
  const connection = carrier();
  const leave = topics.follow(one);
  topics.carryOn(connection);
  topics.follow(two);
  expect(connection.followed).toEqual([one, two]);
  leave();
  expect(connection.followed).toEqual([two]);
});

it("carries everything over to the next connection, and drops what was left in between", () => {
  const topics = createTopics();
  const [first, second] = [carrier(), carrier()];
  const leave = topics.follow(one);
  topics.follow(two);
  topics.carryOn(first)();
  expect(first.followed).toEqual([]);
  leave();
  topics.carryOn(second);
  expect(second.followed).toEqual([two]);
});
