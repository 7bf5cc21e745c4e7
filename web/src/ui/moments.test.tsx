import { CalendarDateTime } from "@internationalized/date";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { DateTime } from "./DateTime";
import { Field } from "./Field";

test("times and dates are typed left to right, and texts in their own direction", () => {
  render(
    <div dir="rtl">
      <Field label="From" type="time" />
      <Field label="Since" type="date" />
      <Field label="Name" />
    </div>,
  );
  expect(screen.getByLabelText("From")).toHaveAttribute("dir", "ltr");
  expect(screen.getByLabelText("Since")).toHaveAttribute("dir", "ltr");
  expect(screen.getByLabelText("Name")).toHaveAttribute("dir", "auto");
});

test("the hours of a start stand before its minutes on a right-to-left page", () => {
  render(
    <div dir="rtl">
      <DateTime
        label="Starts"
        value={new CalendarDateTime(2031, 7, 12, 18, 0)}
        onChange={() => undefined}
      />
    </div>,
  );
  const hours = screen.getByRole("spinbutton", { name: /hour/ });
  expect(hours.closest("[dir]")).toHaveAttribute("dir", "ltr");
});
