//! The explorer: a local web server over a store.
//!
//! It listens on the loopback address only, answers only to its own name, writes only for a page that it made itself, and
//! sends pages that may load nothing from elsewhere (`guard`). What pages look like is not its business: it finds the
//! pile (`desk`), asks `dateline_show::page` for the page that an address means (`pages`), and takes decisions
//! (`review`) and files (`intake`) in. Programs have a door of their own (`api`).

mod api;
mod ask;
mod desk;
mod guard;
mod intake;
mod pages;
mod reply;
mod review;

pub use desk::{Desk, Opened};

use crate::error::{Error, Result};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get};
use guard::Guard;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The port when none is given.
pub const PORT: u16 = 7373;
/// The most bytes of files at once.
const FILES: usize = 64 << 20;
/// The most bytes of a form.
const FORM: usize = 64 << 10;
/// How many connections are open at once; those beyond wait until one ends.
const OPEN: usize = 256;
/// How long the head of a request may take to come.
const HEAD: Duration = Duration::from_secs(5);
/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(100);
/// How long answers under way are waited for at the end.
const PATIENCE: Duration = Duration::from_secs(3);

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    at: SocketAddr,
}

impl Server {
    /// Takes a port of this machine; 0 takes any that is free. Nobody outside the machine can reach it.
    pub fn bind(port: u16, ipv6: bool) -> Result<Server> {
        let host = if ipv6 { IpAddr::V6(Ipv6Addr::LOCALHOST) } else { IpAddr::V4(Ipv4Addr::LOCALHOST) };
        let refused = |error: std::io::Error| Error::Serve {
            what: format!("Port {port} cannot be used: {error}."),
            hint: "Give another one with --port N; 0 takes any that is free.".into(),
        };
        let listener = TcpListener::bind((host, port)).map_err(refused)?;
        listener.set_nonblocking(true)?;
        let at = listener.local_addr()?;
        Ok(Server { listener, at })
    }

    /// Where to look.
    pub fn address(&self) -> String {
        format!("http://{}/", self.at)
    }

    /// Answers until `stop` says so; answers that are under way are finished.
    pub fn run(self, desk: Desk, stop: impl Fn() -> bool + Send + 'static) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("serve").build()?;
        let outcome = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            answer(listener, app(Arc::new(desk), Guard::new(self.at)), stop).await;
            Ok(())
        });
        runtime.shutdown_timeout(PATIENCE);
        outcome
    }
}

/// Takes connections until `stop` says so. axum's own loop waits for a head as long as somebody likes to send it, so that
/// a few slow strangers could hold every connection; this one does not.
async fn answer(listener: tokio::net::TcpListener, app: Router, stop: impl Fn() -> bool) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let open = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(OPEN));
    while !stop() {
        let next = async { (room.clone().acquire_owned().await, listener.accept().await) };
        let Ok((place, came)) = tokio::time::timeout(LOOK, next).await else { continue };
        let Ok((stream, _)) = came else {
            // Too many open files, say: those that end make room.
            tokio::time::sleep(LOOK).await;
            continue;
        };
        let service = TowerToHyperService::new(app.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _ended = connection.await;
            drop(place);
        });
    }
    // A browser may hold a connection open for ever.
    let _ = tokio::time::timeout(PATIENCE, open.shutdown()).await;
}

fn app(desk: Arc<Desk>, guard: Guard) -> Router {
    let files = get(pages::get).post(intake::post).layer(DefaultBodyLimit::max(FILES + FORM));
    let review = get(pages::get).post(review::post).layer(DefaultBodyLimit::max(FORM));
    let programs = any(api::any).layer(DefaultBodyLimit::max(FILES + FORM));
    Router::new()
        .route(&format!("{}/{{*rest}}", api::ROOT), programs)
        .route("/add", files)
        .route("/review", review)
        .fallback(pages::any)
        .layer(axum::middleware::from_fn_with_state((guard, desk.clone()), guard::guard))
        .with_state(desk)
}
