import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';

/** @type {{ id: string, headers: string, tabs: { query: string, variables?: string }[] }} */
const settings = JSON.parse(document.getElementById('settings').textContent);

async function fetcher(parameters, { headers } = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(parameters),
  });
  return response.json();
}

/** What a person typed is kept for as long as the gateway offers the same key and queries; a new key starts afresh. */
const prefix = `c360:${settings.id}:`;
const ownKeys = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
const storage = {
  getItem: (name) => localStorage.getItem(prefix + name),
  setItem: (name, value) => localStorage.setItem(prefix + name, value),
  removeItem: (name) => localStorage.removeItem(prefix + name),
  clear: () => ownKeys().forEach((name) => localStorage.removeItem(name)),
  get length() {
    return ownKeys().length;
  },
};

const tabs = settings.tabs.map((tab) => ({ ...tab, headers: settings.headers }));
createRoot(document.getElementById('console')).render(
  createElement(GraphiQL, {
    fetcher,
    storage,
    initialHeaders: settings.headers,
    // GraphiQL takes the first tab's query from the tab, its variables from here or from what it stored.
    ...(storage.length === 0 && { initialVariables: tabs[0]?.variables }),
    defaultHeaders: settings.headers,
    ...(tabs.length > 0 && { defaultTabs: tabs }),
    defaultEditorToolsVisibility: 'headers',
  }),
);
