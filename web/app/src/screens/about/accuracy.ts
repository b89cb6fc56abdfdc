// What the program was measured at, as docs/accuracy.md and docs/accuracy-interview.md tell it; a test holds these to the pages.
export const accuracy = {
  people: 1500, // simulated, who only painted
  first: 71, // of 100: the first source named is one that hurts
  firstThree: 88, // of 100: one of the first three is
  offBy: 4, // points of 100 that a probability is off on average
  patients: 1000, // simulated, who were asked as well
  afterQuestions: 79, // of 100: the first decision after at most 8 questions is right
  emergencies: 10_000, // simulated; none was called less urgent than the same day
  falseAlarms: 7, // of 100 ordinary people who are told to see somebody the same day
} as const;
