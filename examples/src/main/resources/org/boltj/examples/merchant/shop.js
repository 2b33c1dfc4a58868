"use strict";

const $ = (id) => document.getElementById(id);
const STATUS = { open: "waiting for payment", paid: "paid", expired: "expired", cancelled: "cancelled" };
let events = null;

async function post(url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error.message);
  }
  return answer;
}

function problem(text) {
  $("problem").textContent = text;
  $("problem").hidden = !text;
}

function show(invoice, description) {
  $("title").textContent = (invoice.amount_msat / 1000).toLocaleString("en") + " sat";
  $("what").textContent = description;
  $("qr").src = invoice.qr_url;
  $("bolt11").textContent = invoice.bolt11;
  $("order").hidden = true;
  $("invoice").hidden = false;
  showStatus(invoice);
  listen(invoice.events_url);
}

function showStatus(invoice) {
  const open = invoice.status === "open";
  $("status").textContent = STATUS[invoice.status];
  $("status").className = "status " + invoice.status;
  $("invoice").classList.toggle("paid", invoice.status === "paid");
  $("tick").hidden = invoice.status !== "paid";
  $("pay").hidden = !open;
  $("pay").disabled = false;
}

/* The server ends the stream after the last status; without close() the browser would ask again. */
function listen(url) {
  events = new EventSource(url);
  events.addEventListener("status", (event) => {
    const invoice = JSON.parse(event.data);
    showStatus(invoice);
    if (invoice.status !== "open") {
      events.close();
    }
  });
}

$("order").addEventListener("submit", async (event) => {
  event.preventDefault();
  problem("");
  try {
    const description = $("description").value;
    const invoice = await post("/invoices", { amount_sat: Number($("amount").value), description });
    show(invoice, description);
  } catch (error) {
    problem(error.message);
  }
});

$("pay").addEventListener("click", async () => {
  $("pay").disabled = true;
  try {
    await post("/demo/pay", { bolt11: $("bolt11").textContent });
  } catch (error) {
    $("what").textContent = error.message;
    $("pay").disabled = false;
  }
});

$("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText($("bolt11").textContent);
  $("copy").textContent = "Copied";
  setTimeout(() => ($("copy").textContent = "Copy"), 1500);
});

$("again").addEventListener("click", () => {
  events.close();
  $("invoice").hidden = true;
  $("order").hidden = false;
});
