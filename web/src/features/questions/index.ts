export { AnswerFields } from "./components/AnswerFields";
export { useQuestions } from "./queries";
