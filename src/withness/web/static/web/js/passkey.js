// Makes and uses passkeys: button[data-passkey="make" or "get"] inside a form with
// input[data-credential]. Options stand in data-options, or are asked for at data-ask.
const knows = isSecureContext && Boolean(navigator.credentials && window.PublicKeyCredential);
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

for (const button of document.querySelectorAll("button[data-passkey]")) {
  if (!knows) continue;
  button.hidden = false;
  const missing = button.form.querySelector("[data-passkey-missing]");
  if (missing) missing.hidden = true;
  button.addEventListener("click", () => press(button));
}

async function press(button) {
  const form = button.form;
  const wrong = form.querySelector("[data-passkey-wrong]");
  wrong.hidden = true;
  button.disabled = true;
  try {
    const options = await asked(button);
    const handed = button.dataset.passkey === "make" ? await make(options) : await get(options);
    form.querySelector("[data-credential]").value = JSON.stringify(handed);
    form.submit();
  } catch {
    wrong.hidden = false;
    button.disabled = false;
  }
}

async function asked(button) {
  if (button.dataset.options) return JSON.parse(button.dataset.options).publicKey;
  const answer = await fetch(button.dataset.ask, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no answer");
  return (await answer.json()).request_options.publicKey;
}

const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function make(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
    },
  });
  return {
    ...shared(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function get(options) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: known(options.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
  return {
    ...shared(used),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

function shared(credential) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}
