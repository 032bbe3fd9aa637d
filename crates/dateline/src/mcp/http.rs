//! Listening for assistants on this machine: streamable HTTP on the loopback address at `/mcp`.
//!
//! Pages of strangers in a browser of the same machine can reach the port too. So whoever asks has to bring a token; and the
//! library turns away other names that lead here (`Host`) and other sites' scripts (`Origin`). Every request is answered by
//! itself, without sessions.

use super::Handler;
use crate::error::{Error, Result};
use crate::token::Token;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// The port when none is given.
pub const PORT: u16 = 7374;
/// The most bytes of a question.
const QUESTION: usize = 1 << 20;
/// How long answers under way are waited for at the end.
const PATIENCE: Duration = Duration::from_secs(3);

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    at: SocketAddr,
    token: Token,
}

impl Server {
    /// Takes a port of this machine; 0 takes any that is free. Without a token the system gives one.
    pub fn bind(port: u16, token: Option<String>) -> Result<Server> {
        let refused = |error: std::io::Error| Error::Serve {
            what: format!("Port {port} cannot be used: {error}."),
            hint: "Give another one with --port N; 0 takes any that is free.".into(),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(refused)?;
        listener.set_nonblocking(true)?;
        let at = listener.local_addr()?;
        let token = Token::given_or_random(token)?;
        Ok(Server { listener, at, token })
    }

    /// What an assistant is given as the address.
    pub fn address(&self) -> String {
        format!("http://{}/mcp", self.at)
    }

    /// What a client has to bring.
    pub fn token(&self) -> &str {
        self.token.as_str()
    }

    /// Answers until `stop` says so; answers that are under way are finished.
    pub fn run(self, handler: Handler, stop: impl Fn() -> bool + Send + 'static) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("mcp").build()?;
        let outcome = runtime.block_on(async {
            let app = app(handler, self.at, self.token);
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let (tell, mut told) = tokio::sync::watch::channel(false);
            let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
                let _ = told.wait_for(|over| *over).await;
            });
            let serving = tokio::spawn(serving.into_future());
            while !stop() && !serving.is_finished() {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            let _ = tell.send(true);
            let _ = tokio::time::timeout(PATIENCE, serving).await;
            Ok(())
        });
        runtime.shutdown_timeout(PATIENCE);
        outcome
    }
}

fn app(handler: Handler, at: SocketAddr, token: Token) -> Router {
    let hosts = [at.to_string(), format!("localhost:{}", at.port())];
    let config = StreamableHttpServerConfig::default()
        .with_allowed_origins(hosts.iter().map(|host| format!("http://{host}")))
        .with_allowed_hosts(hosts)
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(QUESTION);
    let service =
        StreamableHttpService::new(move || Ok(handler.clone()), Arc::new(NeverSessionManager::default()), config);
    Router::new().route_service("/mcp", service).layer(from_fn_with_state(token, admit))
}

/// Lets in who brings the token.
async fn admit(State(token): State<Token>, request: Request, next: Next) -> Response {
    if token.is_in(request.headers()) {
        return next.run(request).await;
    }
    let challenge = [(header::WWW_AUTHENTICATE, "Bearer")];
    let told = "Send the header `Authorization: Bearer TOKEN` with the token that `dateline mcp --http` told.\n";
    (StatusCode::UNAUTHORIZED, challenge, told).into_response()
}
