// A real Vendure, all in memory: a small catalogue, one country, two ways to pay. Prints its port once it answers.
const path = require("path");
const { bootstrap, dummyPaymentHandler, DefaultLogger, LogLevel, LanguageCode, PaymentMethodHandler } = require("@vendure/core");
const { populate } = require("@vendure/core/cli");

// Money goes back through it at once; through the other handler, a person has to send it.
const card = new PaymentMethodHandler({
	code: "card-for-tests",
	description: [{ languageCode: LanguageCode.en, value: "Card" }],
	args: {},
	createPayment: (_ctx, _order, amount) => ({ amount, state: "Settled", transactionId: "card-1" }),
	settlePayment: () => ({ success: true }),
	createRefund: () => ({ state: "Settled", transactionId: "back-1" }),
});

const config = {
	apiOptions: { port: 0, hostname: "127.0.0.1", adminApiPath: "admin-api", shopApiPath: "shop-api" },
	authOptions: {
		tokenMethod: ["bearer"],
		requireVerification: false,
		superadminCredentials: { identifier: "superadmin", password: process.env.VENDURE_PASSWORD },
	},
	dbConnectionOptions: { type: "sqljs", synchronize: true, autoSave: false, logging: false },
	logger: new DefaultLogger({ level: LogLevel.Error }),
	paymentOptions: { paymentMethodHandlers: [card, dummyPaymentHandler] },
};

const shop = {
	defaultLanguage: LanguageCode.en,
	defaultZone: "Europe",
	countries: [{ name: "Germany", code: "DE", zone: "Europe" }],
	taxRates: [{ name: "Standard Tax", percentage: 20 }],
	shippingMethods: [{ name: "Standard", price: 500 }],
	paymentMethods: [
		{ name: "Card", handler: { code: card.code, arguments: [] } },
		{ name: "Bank", handler: { code: dummyPaymentHandler.code, arguments: [{ name: "automaticSettle", value: "true" }] } },
	],
	collections: [],
};

populate(() => bootstrap(config), shop, path.join(__dirname, "products.csv")).then(
	app => console.log(JSON.stringify({ port: app.getHttpServer().address().port })),
	error => {
		console.error(error);
		process.exit(1);
	},
);
