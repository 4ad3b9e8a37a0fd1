// Holds the operator token until the page closes.
import { byId } from './dom.js';

export function authorization() {
  const token = byId('token').value;
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export function askForToken() {
  byId('operator').open = true;
  byId('token').focus();
}

export function acceptToken() {
  byId('operator-form').addEventListener('submit', (event) => event.preventDefault());
}
