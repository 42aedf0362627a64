// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { BetAlerts } from "./bet-alerts.tsx";

afterEach(cleanup);

it("reads out the bets that came after the page, once each", () => {
  const old = { id: "1", text: "Large bet: €500 on Home" };
  const come = { id: "2", text: "Large bet: €900 on Draw" };
  const { container, rerender } = render(<BetAlerts bets={[old]} />);
  expect(container.textContent).toBe("");
  rerender(<BetAlerts bets={[come, old]} />);
  expect(container.textContent).toBe(come.text);
  rerender(<BetAlerts bets={[{ id: "3", text: "Large bet: €700 on Away" }, come]} />);
  expect(container.textContent).toBe("Large bet: €700 on Away");
});
