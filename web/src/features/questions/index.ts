export { AnswerFields } from "./components/AnswerFields";
export { questionsFor, questionsOnce } from "./model";
export { useQuestions } from "./queries";
