package dev.seshat.server.web;

/// The pages of one feature; it joins the dashboard by being named in `Server`.
public interface Pages {
  /// Adds the feature's pages, what they fetch and send, and its entry of the navigation.
  void addTo(Site site);
}
