export { loadDevelopmentIssuer, type MakeDevelopmentIssuer } from './developmentIssuer';
