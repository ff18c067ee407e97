package org.jobyard.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where to go after the sign-in: a page of ours, never another site. */
public final class ReturnAddress {

    /** Query parameter of the sign-in page. */
    public static final String PARAMETER = "from";

    static final String START = "/";

    private ReturnAddress() {}

    /** Address of the sign-in page that leads back to the page asked for; form posts lead to the start page. */
    static String signInPage(HttpServletRequest request) {
        String page = request.getContextPath() + "/login.xhtml";
        if (!request.getMethod().equals("GET") || request.getServletPath().equals("/index.xhtml")) {
            return page;
        }
        return leadingBack(page, request.getRequestURI(), request.getQueryString());
    }

    /** The same for a request by the script of a page, which leads back to that page. */
    static String signInPageOfAjax(HttpServletRequest request) {
        String page = request.getContextPath() + "/login.xhtml";
        String referrer = request.getHeader("Referer");
        if (referrer == null) {
            return page;
        }
        try {
            URI shown = new URI(referrer);
            return leadingBack(page, shown.getRawPath(), shown.getRawQuery());
        } catch (URISyntaxException notAnAddress) {
            return page;
        }
    }

    private static String leadingBack(String page, String path, String query) {
        String asked = path + (query == null ? "" : "?" + query);
        return page + "?" + PARAMETER + "=" + URLEncoder.encode(asked, StandardCharsets.UTF_8);
    }

    /** The address if it is a path of ours, else the start page; null gives the start page. */
    public static String local(String address) {
        if (address == null || !address.startsWith("/") || address.startsWith("//")) {
            return START;
        }
        try {
            URI uri = new URI(address);
            boolean ours = uri.getScheme() == null && uri.getRawAuthority() == null;
            return ours ? address : START;
        } catch (URISyntaxException notAnAddress) {
            return START;
        }
    }
}
