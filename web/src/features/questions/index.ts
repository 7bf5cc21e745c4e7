export { AnswerFields } from "./components/AnswerFields";
export { questionsFor } from "./model";
export { useQuestions } from "./queries";
